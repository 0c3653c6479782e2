"""The hook under the pre-commit framework: a scratch repository that uses this
one's hooks takes a clean file and refuses a staged CSV with an e-mail address,
also where the working tree no longer holds it, and does not show the address."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDRESS = "zora.quimby" + "@" + "velmarkt.net"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sluice", help="not used: the framework builds its own")
    parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        env = {
            **os.environ,
            "PRE_COMMIT_HOME": tmp + "/cache",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            # Modules are kept read-only, and could not be taken away.
            "GOFLAGS": "-modcacherw",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "ci"), ("EMAIL", "ci@localhost"))},
        }
        hooks, repo = tmp + "/hooks", pathlib.Path(tmp, "repo")

        def run(*cmd, cwd=repo, fails=False):
            p = subprocess.run(cmd, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if (p.returncode != 0) != fails:
                sys.exit(f"{' '.join(cmd)}: exit code {p.returncode}\n{p.stdout}")
            return p.stdout

        run("git", "clone", "-q", str(ROOT), hooks, cwd=tmp)
        rev = run("git", "rev-parse", "HEAD", cwd=hooks).strip()
        repo.mkdir()
        run("git", "init", "-q")
        (repo / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {hooks}\n    rev: {rev}\n    hooks:\n      - id: sluice-check\n      - id: sluice-check-staged\n")
        run(sys.executable, "-m", "pre_commit", "install")
        (repo / "clean.csv").write_text("id,note\n1,fine\n")
        run("git", "add", "-A")
        run("git", "commit", "-q", "-m", "clean")

        (repo / "people.csv").write_text(f"id,mail\n1,{ADDRESS}\n")
        run("git", "add", "people.csv")
        (repo / "people.csv").write_text("id,mail\n1,\n")
        out = run("git", "commit", "-q", "-m", "not clean", fails=True)
        if out.count("people.csv: record 0, column mail: EMAIL_ADDRESS") != 2:
            sys.exit("the hooks do not say what they found:\n" + out)
        if ADDRESS in out:
            sys.exit("the hooks show the address")
        if "people.csv" in run("git", "ls-tree", "--name-only", "HEAD"):
            sys.exit("the commit was made")
    print("a clean file is committed, one with an address is refused")
    return 0


if __name__ == "__main__":
    sys.exit(main())
