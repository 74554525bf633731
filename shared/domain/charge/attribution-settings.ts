/**
 * How a charge finds its team: the first rule that matches wins, else `unattributed`.
 * Tag keys match without regard to case, and to `-` or `_` within them; the team is the tag's trimmed value.
 */
export type AttributionRule =
  /** `iamPrincipal/<key>` in `tags` (an optional `user:` after the prefix is skipped). */
  | { readonly by: 'principal-tag'; readonly key: string }
  /** `resourceTags/user:<key>` in `tags`, or `user_<key>` in `resource_tags`. */
  | { readonly by: 'resource-tag'; readonly key: string }
  /** Pattern over the principal id (`role/search-*@*`), where `*` stands for any run of characters. */
  | { readonly by: 'principal'; readonly pattern: string; readonly team: string }
  /** line_item_usage_account_id, 12 digits. */
  | { readonly by: 'account'; readonly accountId: string; readonly team: string };

export interface AttributionSettings {
  readonly rules: readonly AttributionRule[];
  /** Tag keys that get a ledger of their own, e.g. `project`; principal tag first, then resource tag. */
  readonly tagDimensions: readonly string[];
}

export const DEFAULT_ATTRIBUTION: AttributionSettings = {
  rules: [
    { by: 'principal-tag', key: 'team' },
    { by: 'resource-tag', key: 'team' },
  ],
  tagDimensions: [],
};
