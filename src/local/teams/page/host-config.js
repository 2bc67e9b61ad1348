// @ts-check
/** The renderer's host configuration for a theme, in Teams' sizes and spacings; colours come from the style sheet's names. */
export function hostConfig() {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const tone = (/** @type {string} */ strong, /** @type {string} */ subtle = strong) => ({
    default: colour(strong),
    subtle: colour(subtle),
  });
  const foregroundColors = {
    default: tone('text', 'soft'),
    accent: tone('link'),
    attention: tone('alarm'),
    good: tone('good'),
    warning: tone('warn'),
    light: tone('soft'),
    dark: tone('text', 'soft'),
  };
  const container = (/** @type {string} */ background) => ({ backgroundColor: colour(background), foregroundColors });
  return {
    supportsInteractivity: true,
    hostCapabilities: { capabilities: null },
    fontFamily: colour('font'),
    fontTypes: {
      default: {
        fontFamily: colour('font'),
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      },
      monospace: {
        fontFamily: colour('mono'),
        fontSizes: { small: 12, default: 13, medium: 13, large: 17, extraLarge: 22 },
      },
    },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 30 },
    spacing: { small: 6, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: colour('line') },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: container('card'),
      emphasis: container('emphasis'),
      accent: container('info-soft'),
      good: container('good-soft'),
      attention: container('alarm-soft'),
      warning: container('warn-soft'),
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', size: 'small', spacing: 'small' },
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 130 }, value: { wrap: true }, spacing: 12 },
    textBlock: { headingLevel: 3 },
  };
}
