/** A type that tells two strings of different meaning apart, at no cost when running. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
