import { gif } from './gif/gif.ts';
import { jfif } from './jfif/jfif.ts';
import { json } from './json/json.ts';
import { media } from './media/media.ts';
import { mimeMultipart } from './mime-multipart/mime-multipart.ts';
import { png } from './png/png.ts';
import { textLines } from './text-lines/text-lines.ts';
import { tls } from './tls/tls.ts';
import { urlencodedForm } from './urlencoded-form/urlencoded-form.ts';
import { xml } from './xml/xml.ts';

export const presentationProtocols = [tls, textLines, json, xml, urlencodedForm, mimeMultipart, gif, jfif, png, media];
