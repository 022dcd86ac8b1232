// What this phone keeps: the list of tickets, and the marks it made. A mark is on disk before anybody is let in,
// so that a page that is closed, killed or reloaded forgets nothing.

const asPromise = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

export async function openStore(number) {
  const request = indexedDB.open(`tabayyun-gate-${number}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("kept");
    request.result.createObjectStore("marks", { keyPath: "d" });
  };
  return new Store(await asPromise(request));
}

class Store {
  constructor(database) { this.database = database; }

  async kept(name) {
    return asPromise(this.database.transaction("kept").objectStore("kept").get(name));
  }

  async keep(name, value) {
    const transaction = this.database.transaction("kept", "readwrite", { durability: "strict" });
    transaction.objectStore("kept").put(value, name);
    await finished(transaction);
  }

  /* A name for this phone, made once. */
  async device() {
    const known = await this.kept("device");
    if (known) return known;
    const made = crypto.randomUUID();
    await this.keep("device", made);
    return made;
  }

  async mark(digest) {
    return asPromise(this.database.transaction("marks").objectStore("marks").get(digest));
  }

  async marks() {
    return asPromise(this.database.transaction("marks").objectStore("marks").getAll());
  }

  /* Keep a mark. False when this phone has one for the same ticket: `add` refuses a second, whoever was faster. */
  async admit(digest, people) {
    const transaction = this.database.transaction("marks", "readwrite", { durability: "strict" });
    const done = finished(transaction);
    transaction.objectStore("marks").add({ d: digest, at: Date.now(), n: people, sent: false });
    try {
      await done;
      return true;
    } catch (error) {
      if (error?.name === "ConstraintError") return false;
      throw error;
    }
  }

  async sent(digests) {
    const transaction = this.database.transaction("marks", "readwrite");
    const marks = transaction.objectStore("marks");
    for (const digest of digests) {
      const mark = await asPromise(marks.get(digest));
      if (mark) marks.put({ ...mark, sent: true });
    }
    await finished(transaction);
  }
}
