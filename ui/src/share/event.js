/** The name of the event by which a page asks for the dialog that it has loaded. */
export const SHARE = "mapsvc:share";
