const tasks = new Set<() => void>();

process.once('exit', () => {
  for (const task of tasks) task();
});

// A process that is told to go ends without `exit`, unless somebody listens: what it has started would live on.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    process.exit(1);
  });
}

/**
 * Has something done when this process ends, in whatever way but by SIGKILL. It has to be done at once: nothing is waited
 * for. Out: takes it back.
 */
export function atEnd(task: () => void): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}
