import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type Activity,
  ActivityHandler,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type Request,
  type Response,
  type TurnContext,
} from 'botbuilder';

/** The floor: what botbuilder's own sample does with a press. It checks the token, runs a turn and answers with a card; it keeps nothing and decides nothing. */
class BareBot extends ActivityHandler {
  protected override async onInvokeActivity(_context: TurnContext): Promise<InvokeResponse> {
    const card = CardFactory.adaptiveCard({
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: 'Acknowledged', wrap: true }],
    });
    return { status: 200, body: { statusCode: 200, type: card.contentType, value: card.content } };
  }
}

const { MicrosoftAppId = '', MicrosoftAppType = '', MicrosoftAppTenantId = '' } = process.env;
const { ToBotFromChannelOpenIdMetadataUrl = '' } = process.env;
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId,
    MicrosoftAppType,
    MicrosoftAppTenantId,
    ToBotFromChannelOpenIdMetadataUrl,
    // The SDK leaves the rest of this group undefined as soon as one of it is set.
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    ValidateAuthority: 'true',
  }),
);
const bot = new BareBot();

/** What the SDK's `process` wants of a web framework, over Node's own server: a slower framework would only lower the bar. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Activity;
  const asked: Request = { body: body as never, headers: request.headers as never, method: 'POST' };
  let text = '';
  const answering: Response = {
    socket: response.socket,
    header: (name, value) => response.setHeader(name, String(value)),
    status: (code) => {
      response.statusCode = code;
    },
    send: (sent) => {
      text = sent === undefined ? '' : JSON.stringify(sent);
    },
    end: () => {
      if (text !== '') response.setHeader('content-type', 'application/json');
      response.end(text);
    },
  };
  await adapter.process(asked, answering, (context) => bot.run(context));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response.statusCode = 500;
    response.end();
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening\n'));
