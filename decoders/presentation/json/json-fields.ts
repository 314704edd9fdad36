import { fields, none, text } from '../../model/field.ts';

export const jsonFields = fields('json', {
  array: none('array', 'Array'),
  object: none('object', 'Object'),
  member: text('member', 'Member'),
  key: text('key', 'Key'),
  path: text('path', 'Path', {
    help: 'Keys from the outermost object to this member; [] stands for an element of a list.',
  }),
  pathWithValue: text('path_with_value', 'Path with value'),
  memberWithValue: text('member_with_value', 'Member with value'),
  string: text('value.string', 'String value'),
  number: text('value.number', 'Number value'),
  false: none('value.false', 'False value'),
  null: none('value.null', 'Null value'),
  true: none('value.true', 'True value'),
  rest: none('/text', 'Text', { verbatim: true }),
  blanks: none('blanks', 'Blanks', { hidden: true }),
  invalid: none('invalid', 'Invalid', { hidden: true }),
});
