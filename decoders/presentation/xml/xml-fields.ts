import { fields, none, text } from '../../model/field.ts';

export const xmlFields = fields('xml', {
  instruction: text('xmlpi', 'XMLPI'),
  declaration: text('xmlpi.xml', 'xml.xmlpi.xml'),
  version: text('xmlpi.xml.version', 'Version'),
  encoding: text('xmlpi.xml.encoding', 'Encoding'),
  standalone: text('xmlpi.xml.standalone', 'Standalone'),
  cdataSection: text('cdatasection', 'CDATASection'),
  comment: text('comment', 'Comment'),
  attribute: text('attribute', 'Attribute'),
  doctype: text('doctype', 'Doctype'),
  cdata: text('cdata', 'CDATA'),
  tag: text('tag', 'Tag'),
  piece: none('/text', 'Piece', { verbatim: true }),
  end: none('/text', 'End', { verbatim: true }),
  unopened: none('closing_unopened_tag', 'Closing an unopened tag', { hidden: true }),
  blanks: none('blanks', 'Blanks', { hidden: true }),
});
