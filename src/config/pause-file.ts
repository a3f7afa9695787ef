import { access } from 'node:fs/promises';

/** Whether somebody asks for a pause. */
export async function fileExists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
