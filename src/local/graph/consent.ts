/** The application permissions the emulator tells apart: the least ones that answer each call. */
export const allPermissions = ['User.Read.All', 'GroupMember.Read.All', 'Application.Read.All'] as const;
export type GraphPermission = (typeof allPermissions)[number];
