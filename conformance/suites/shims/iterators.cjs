// The jose-cose suite maps over an iterator, which Node does from version 22 on.
const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
iterator.map ??= function* map(to) {
  for(const item of this) {
    yield to(item);
  }
};
