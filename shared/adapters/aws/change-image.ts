import { OUTBOX_PREFIX, POINTER_PREFIX } from './keys.ts';

/** Attributes of a stream record's image, as Lambda hands them over; numbers and lists are not looked at. */
export type ChangeImage = Readonly<Record<string, { readonly S?: string | undefined } | undefined>>;

/** Name of the export whose pointer this image is; undefined for every other item. */
export const movedPointerOf = (image: ChangeImage): string | undefined =>
  image.pk?.S?.startsWith(POINTER_PREFIX) ? image.exportName?.S : undefined;

/** Id of the outbox entry that this image is; undefined for every other item. */
export const insertedMessageOf = (image: ChangeImage): string | undefined =>
  image.pk?.S?.startsWith(OUTBOX_PREFIX) ? image.id?.S : undefined;
