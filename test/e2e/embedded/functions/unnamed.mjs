export const anotherName = async () => 'never called';
