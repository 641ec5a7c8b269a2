interface ErrorKind {
  /** HTTP status. */
  readonly status: number;
  /** RFC 9457 `title`: the same for every occurrence. */
  readonly title: string;
  /** `extensions.code` of a GraphQL error. */
  readonly graphqlCode: string;
  /** Whether the same call, or the same job, may succeed later without a change. */
  readonly isRetryable: boolean;
}

function kind(status: number, title: string, graphqlCode: string, isRetryable = false): ErrorKind {
  return { status, title, graphqlCode, isRetryable };
}

/** Every error a caller can meet. GraphQL's codes are Apollo's own where it has one. */
export const errorTable = {
  'bad-request': kind(400, 'Bad request', 'BAD_REQUEST'),
  'query-too-complex': kind(400, 'Query too complex', 'QUERY_TOO_COMPLEX'),
  unauthenticated: kind(401, 'Not authenticated', 'UNAUTHENTICATED'),
  forbidden: kind(403, 'Not permitted', 'FORBIDDEN'),
  'not-found': kind(404, 'Not found', 'NOT_FOUND'),
  'method-not-allowed': kind(405, 'Method not allowed', 'METHOD_NOT_ALLOWED'),
  'not-acceptable': kind(406, 'Not acceptable', 'NOT_ACCEPTABLE'),
  conflict: kind(409, 'Conflict', 'CONFLICT'),
  'idempotency-in-progress': kind(
    409,
    'The first request with this key is not finished',
    'IDEMPOTENCY_IN_PROGRESS',
    true,
  ),
  'transition-refused': kind(409, 'Not possible in this state', 'TRANSITION_REFUSED'),
  'precondition-failed': kind(412, 'It has changed meanwhile', 'PRECONDITION_FAILED'),
  'precondition-required': kind(428, 'Say what you have seen', 'PRECONDITION_REQUIRED'),
  gone: kind(410, 'Gone', 'GONE'),
  'payload-too-large': kind(413, 'Too large', 'PAYLOAD_TOO_LARGE'),
  'unsupported-media-type': kind(415, 'Unsupported media type', 'UNSUPPORTED_MEDIA_TYPE'),
  invalid: kind(422, 'Invalid request', 'BAD_USER_INPUT'),
  'archive-invalid': kind(422, 'Invalid image archive', 'ARCHIVE_INVALID'),
  'missing-blob': kind(422, 'Blob missing', 'MISSING_BLOB'),
  'policy-invalid': kind(422, 'Invalid policy', 'POLICY_INVALID'),
  'policy-test-failed': kind(422, 'A test of the policy failed', 'POLICY_TEST_FAILED'),
  'advisory-source-invalid': kind(422, 'Invalid advisory source', 'ADVISORY_SOURCE_INVALID'),
  'idempotency-mismatch': kind(422, 'Idempotency key used for another request', 'IDEMPOTENCY_MISMATCH'),
  'too-many-requests': kind(429, 'Too many requests', 'TOO_MANY_REQUESTS', true),
  internal: kind(500, 'Internal error', 'INTERNAL_SERVER_ERROR', true),
  'not-ready': kind(503, 'Not ready', 'NOT_READY', true),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** Every code, in the table's order. */
export const errorCodes = Object.keys(errorTable) as readonly ErrorCode[];
