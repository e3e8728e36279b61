"""What pyproject.toml cannot say: the kernel in C, which may fail to build, and the programs, which the build makes."""

import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_py import build_py


class BuildWithPrograms(build_py):
    """Put the compiled tables beside the modules."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:  # a checkout compiles what it uses, so that an edited table counts at once
            folder = Path(self.build_lib).resolve() / "turkic_alphabet" / "programs"
            here = Path(__file__).resolve().parent
            subprocess.run([sys.executable, "-m", "turkic_alphabet.build", str(folder)], cwd=here, check=True)


setup(
    ext_modules=[
        Extension(
            "turkic_alphabet._kernel",
            ["turkic_alphabet/native/kernel.c"],
            depends=[str(part) for part in Path("turkic_alphabet/native").glob("*.h")],
            extra_compile_args=["-O3"],
            optional=True,
        )
    ],
    cmdclass={"build_py": BuildWithPrograms},
)
