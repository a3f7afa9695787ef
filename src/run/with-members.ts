/**
 * The same object with some of its members replaced; undefined takes one away. Not a copy: that would lose what a class
 * keeps on its prototype and in its private fields.
 */
export function withMembers<T extends object>(
  object: T,
  members: { readonly [name in keyof T]?: T[name] | undefined },
): T {
  return new Proxy(object, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name) as unknown;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
