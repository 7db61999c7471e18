/** Elements without a template language: text is text, whatever is in it. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with its attributes and children.
 *
 * A function among the attributes listens to the event of that name; null and false leave an attribute out.
 */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Sets attributes of an element that is there. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      const text = value === true ? "" : String(value);
      if (element.getAttribute(name) !== text) {
        element.setAttribute(name, text);
      }
    }
  }
  return element;
}

/** Sets a text only if it is another one, so that nothing is read out, or selected anew, without need. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  return element;
}

/**
 * Keeps one child for each item, in their order; what stays is not touched but brought up to date, and keeps the focus.
 *
 * `make` answers an object with an `element` and an `update(item)`.
 */
export function list(parent, key, make) {
  const made = new Map();
  return (items) => {
    const wanted = new Set(items.map(key));
    for (const [name, child] of made) {
      if (!wanted.has(name)) {
        child.element.remove();
        made.delete(name);
      }
    }
    items.forEach((item, place) => {
      const name = key(item);
      if (!made.has(name)) {
        made.set(name, make(item));
      }
      const child = made.get(name);
      child.update(item);
      if (parent.children[place] !== child.element) {
        parent.insertBefore(child.element, parent.children[place] ?? null);
      }
    });
  };
}

function fill(element, attributes, children) {
  set(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
