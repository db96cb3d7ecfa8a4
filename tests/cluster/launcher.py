"""What starts a node of OpenSearch: a Java Development Kit, the jars Maven fetches, our one class.

In: the environment. Out: a `Launcher`, or the reason why there is none. All is made once and kept
in the user's cache folder, under a name that changes with the sources here and with Java.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "java"
OLDEST = 17
"""The Java that OpenSearch 2.19 and our class are written for; a newer one will do."""

HEAP = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC")
QUICK = ("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
TRAINED_WITHIN = 180.0
"""Seconds for a node to start once, from which Java learns which classes to keep loaded."""

_VERSION = re.compile(r"javac (\d+)")  # javac 17.0.15
_OUT_OF_REACH = re.compile(
    # Could not transfer artifact a:b:pom:1 from/to central (https://…): Connect timed out
    r"could not transfer|failure to transfer|failed to transfer|unknown host|in offline mode",
    re.IGNORECASE,
)


class Unavailable(Exception):
    """No node can be started on this machine, through no fault of this project; says why."""


class Broken(Exception):
    """The launcher should build here and does not; the text is what the tool said."""


@dataclass(frozen=True, slots=True)
class Launcher:
    """How to start a node.

    Attributes:
        java: the interpreter.
        folder: what was made: our jar, the class path, the loaded classes.
    """

    java: Path
    folder: Path

    def command(self, settings: Mapping[str, str], more: Sequence[str] = ()) -> list[str]:
        """The command line of a node with these settings; `more` are options of Java."""
        options = [*HEAP, *QUICK, *more]
        if not more:
            options.append(f"-XX:SharedArchiveFile={self.folder / 'classes.jsa'}")
        named = [f"{name}={value}" for name, value in settings.items()]
        return [str(self.java), *options, "-cp", self.class_path, "ClusterNode", *named]

    @property
    def class_path(self) -> str:
        """Our jar, then those of OpenSearch."""
        jars = (self.folder / "jars.txt").read_text(encoding="utf-8").strip()
        return os.pathsep.join([str(self.folder / "node.jar"), jars])

    @property
    def whole(self) -> bool:
        """Whether all is there, and no jar has been deleted since."""
        if not (self.folder / "jars.txt").exists():
            return False
        return all(Path(jar).exists() for jar in self.class_path.split(os.pathsep))


def prepared(environ: Mapping[str, str] = os.environ) -> Launcher:
    """The launcher, made if need be.

    Raises:
        Unavailable: Java or Maven is missing or too old, or Maven Central is out of reach.
        Broken: it does not compile, or the jars do not exist.
    """
    javac = _tool("javac", environ)
    version = _java_version(javac)
    maven = shutil.which("mvn", path=environ.get("PATH"))
    if not maven:
        raise Unavailable("Maven (mvn) is not installed")
    launcher = Launcher(javac.with_name("java"), _cache(environ) / _name(javac, version))
    if not launcher.whole:
        shutil.rmtree(launcher.folder, ignore_errors=True)
        _build(launcher.folder, javac, maven)
    if not (launcher.folder / "classes.jsa").exists():
        _train(launcher)
    return launcher


def _tool(name: str, environ: Mapping[str, str]) -> Path:
    """A program of the Java Development Kit."""
    home = environ.get("JAVA_HOME")
    path = os.pathsep.join([*([str(Path(home, "bin"))] if home else []), environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if not found:
        raise Unavailable(f"no Java Development Kit is installed ({name}; {OLDEST} or newer)")
    return Path(found)


def _java_version(javac: Path) -> str:
    said = _ran([str(javac), "-version"])
    known = _VERSION.search(said)
    if not known or int(known[1]) < OLDEST:
        raise Unavailable(f"the Java Development Kit is {said.strip()}, not {OLDEST} or newer")
    return said


def _cache(environ: Mapping[str, str]) -> Path:
    """A folder of the user's, or of the system's when the user has none that can be written to."""
    home = environ.get("HOME") or environ.get("USERPROFILE") or tempfile.gettempdir()
    cache = Path(environ.get("XDG_CACHE_HOME") or Path(home, ".cache"), "giaoban-tests")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="giaoban-tests-"))
    return cache


def _name(javac: Path, version: str) -> str:
    """Another name for other sources or another Java."""
    known = hashlib.sha256(f"{javac} {version}".encode())
    for source in sorted(SOURCES.iterdir()):
        known.update(source.read_bytes())
    return f"node-{known.hexdigest()[:16]}"


def _build(folder: Path, javac: Path, maven: str) -> None:
    """Fetch the jars and compile beside the folder, then put all in its place at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as made:
        new, classes = Path(made, "node"), Path(made, "classes")
        new.mkdir()
        jars = _jars(new / "jars.txt", maven)
        source = str(SOURCES / "ClusterNode.java")
        _ran([str(javac), "-proc:none", "-cp", jars, "-d", str(classes), source])
        jar = ["--create", "--file", str(new / "node.jar"), "-C", str(classes), "."]
        _ran([str(javac.with_name("jar")), *jar])
        try:
            new.rename(folder)
        except OSError:
            if not folder.exists():
                raise  # else another run was quicker, with the same result


def _jars(file: Path, maven: str) -> str:
    """Have Maven write the class path into a file, from what it has or from Maven Central."""
    command = [maven, "--batch-mode", "--quiet", "--file", str(SOURCES / "pom.xml")]
    command += ["dependency:build-classpath", f"-Dmdep.outputFile={file}"]
    try:
        _ran([*command, "--offline"])
    except Broken:
        try:
            _ran([*command, "--update-snapshots"])
        except Broken as error:
            if _OUT_OF_REACH.search(str(error)):
                raise Unavailable("Maven cannot reach Maven Central to fetch OpenSearch") from None
            raise
    return file.read_text(encoding="utf-8").strip()


def _train(launcher: Launcher) -> None:
    """Start a node once and keep the classes it loaded: later ones start in a third of the time."""
    with tempfile.TemporaryDirectory(dir=launcher.folder, prefix="training-") as scratch:
        kept = Path(scratch, "classes.jsa")
        settings = {
            "path.home": scratch,
            "node.name": "training",
            "discovery.type": "single-node",
            "network.host": "127.0.0.1",
            "http.port": "0",
            "transport.port": "0",
        }
        command = launcher.command(settings, [f"-XX:ArchiveClassesAtExit={kept}"])
        log = Path(scratch, "log")
        with log.open("wb") as written:
            node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=written, stderr=written)
            assert node.stdin
            deadline = time.monotonic() + TRAINED_WITHIN
            while b"started" not in log.read_bytes() and node.poll() is None:
                if time.monotonic() > deadline:
                    break
                time.sleep(0.2)
            node.stdin.close()
            try:
                node.wait(TRAINED_WITHIN)
            except subprocess.TimeoutExpired:
                node.kill()
                node.wait()
        if node.returncode or not kept.exists():
            raise Broken(f"a node did not start:\n{log.read_text(errors='replace')[-4000:]}")
        kept.replace(launcher.folder / kept.name)


def _ran(command: Sequence[str]) -> str:
    """What a tool said.

    Raises:
        Broken: it failed.
    """
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = (ended.stdout + ended.stderr).decode("utf-8", "replace")
    if ended.returncode:
        raise Broken(f"{command[0]} ended with {ended.returncode}:\n{said[-4000:]}")
    return said
