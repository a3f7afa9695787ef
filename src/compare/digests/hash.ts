import xxhash from 'xxhash-wasm';

/** The 64-bit hash of a byte string (XXH64: non-linear, so that equal edits cannot cancel out). */
export type Hash = (bytes: Uint8Array) => bigint;

/** Hashes a stream piece by piece. */
export interface StreamHash {
  update(bytes: Uint8Array): void;
  digest(): bigint;
}

export interface Hashing {
  readonly hash: Hash;
  stream(): StreamHash;
}

/** Compiles the WebAssembly module once for a run. */
export async function loadHashing(): Promise<Hashing> {
  const api = await xxhash();
  return {
    hash: (bytes) => api.h64Raw(bytes),
    stream: () => {
      const state = api.create64();
      return {
        update: (bytes) => void state.update(bytes),
        digest: () => state.digest(),
      };
    },
  };
}
