import { fileURLToPath } from 'node:url';

const KERNELS = fileURLToPath(new URL('../shared/adapters/cur/kernels/', import.meta.url));

/** Compiles the kernels that read exports to WebAssembly. Throws with the compiler's words where they do not compile. */
export async function compileKernels(): Promise<void> {
  const { main } = await import('assemblyscript/asc');
  const { error, stderr } = await main([
    'assembly/index.ts',
    '--baseDir',
    KERNELS,
    '--outFile',
    'kernels.wasm',
    '-O3',
    '--converge',
    '--noAssert',
    '--runtime',
    'stub',
    '--importMemory',
    '--initialMemory',
    '64',
    '--maximumMemory',
    '32768',
    '--enable',
    'simd',
    '--enable',
    'bulk-memory',
    '--use',
    'abort=',
  ]);
  if (error !== null) throw new Error(`the kernels do not compile:\n${stderr.toString()}`, { cause: error });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compileKernels().catch((error: unknown) => {
    // Installed without what is only needed to build: everything still works, reading is three times slower.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    process.stderr.write(
      'The compiler of the kernels is not installed: exports are read by their twin in TypeScript.\n',
    );
  });
}
