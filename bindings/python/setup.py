# SPDX-License-Identifier: Apache-2.0
"""Builds libchancery with CMake and the extension over it.

Everything is built in a temporary folder, and nothing in the source tree.
CHANCERY_BUILD names a folder where the library was built already (from this
source); then nothing is compiled but the extension.
"""

import atexit
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
NEEDS = ["json-c", "sqlite3", "libutf8proc", "libxml-2.0", "zlib", "libzstd"]


def version():
    text = (TOP / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(chancery VERSION ([0-9.]+)", text).group(1)


def stop(message):
    raise SystemExit("chancery: " + message)


def run(*command):
    try:
        subprocess.run([str(c) for c in command], check=True)
    except (OSError, subprocess.CalledProcessError) as e:
        stop(
            f"{command[0]} failed ({e}); the build needs a C17 compiler, "
            "CMake 3.25, Ninja, pkg-config and the libraries of "
            "docs/libraries.md: sh tools/setup.sh build"
        )


def pkg_config(*arguments):
    try:
        out = subprocess.run(
            ["pkg-config", *arguments, *NEEDS],
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as e:
        stop(
            "pkg-config does not find the libraries of docs/libraries.md "
            f"({(getattr(e, 'stderr', '') or str(e)).strip()}); "
            "install them: sh tools/setup.sh build"
        )
    return out.stdout.split()


class BuildOverCMake(build_ext):
    def build_library(self):
        there = os.environ.get("CHANCERY_BUILD")
        if there:
            build = pathlib.Path(there).resolve()
            if not (build / "libchancery.a").exists():
                stop(f"CHANCERY_BUILD={there}: no libchancery.a in it")
            return build
        build = pathlib.Path(self.build_temp).resolve() / "libchancery"
        generator = ["-G", "Ninja"] if shutil.which("ninja") else []
        run(
            "cmake", "-S", TOP, "-B", build, *generator,
            "-DCMAKE_BUILD_TYPE=Release", "-DCHN_SHARED=OFF",
        )
        run("cmake", "--build", build, "--target", "chancery",
            "-j", os.cpu_count() or 1)
        return build

    def build_extension(self, ext):
        build = self.build_library()
        ext.extra_objects = [str(build / "libchancery.a")]
        ext.depends = ext.depends + ext.extra_objects
        ext.extra_compile_args += pkg_config("--cflags")
        ext.extra_link_args += pkg_config("--libs") + ["-lpthread", "-lm"]
        super().build_extension(ext)


def sources():
    if not (TOP / "include" / "chancery" / "chancery.h").exists():
        stop(
            "the wheel is built from the whole source tree; "
            "run pip install bindings/python in a clone"
        )
    return sorted(
        os.path.relpath(p, HERE) for p in (HERE / "csrc").glob("*.c")
    )


os.chdir(HERE)
temp = tempfile.mkdtemp(prefix="chancery-")
atexit.register(shutil.rmtree, temp, ignore_errors=True)
setup(
    options={
        "build": {"build_base": temp},
        "egg_info": {"egg_base": temp},
        # this build serves 3.10 and all that follow
        "bdist_wheel": {"py_limited_api": "cp310"},
    },
    version=version(),
    ext_modules=[
        Extension(
            "chancery._chancery",
            sources(),
            include_dirs=[str(TOP / "include"), str(TOP / "src")],
            define_macros=[
                ("Py_LIMITED_API", "0x030A0000"),
                ("_POSIX_C_SOURCE", "200809L"),
            ],
            extra_compile_args=["-std=c17", "-fvisibility=hidden"],
            extra_link_args=["-Wl,--exclude-libs,ALL"]
            if sys.platform == "linux"
            else [],
            py_limited_api=True,
            depends=[
                os.path.relpath(p, HERE) for p in (HERE / "csrc").glob("*.h")
            ],
        )
    ],
    cmdclass={"build_ext": BuildOverCMake},
)
