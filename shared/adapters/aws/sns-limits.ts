/**
 * SNS counts UTF-8 bytes of body, subject and attributes; 256 KiB by default. The rest is room for what SNS and SQS
 * wrap around a message. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const SNS_MESSAGE_BYTES_MAX = 200_000;
/** "Less than 100 characters", ASCII, no line breaks. */
export const SNS_SUBJECT_CHARS_MAX = 99;
export const SNS_ATTRIBUTE_BYTES_MAX = 256;
export const SNS_GROUP_CHARS_MAX = 128;
