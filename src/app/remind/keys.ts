/** Begins the keys of digests, and of lists to the office. */
export const digestKey = 'digest/';
export const officeKey = 'office/';
