package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sluice": main})
}

// TestScript runs testdata/script; see the package testscript for its
// language.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("SLUICE_KEY", "")
			e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// sed old new file: replaces text, so that values that look like
			// credentials stand in no script.
			"sed": func(ts *testscript.TestScript, neg bool, args []string) {
				if len(args) != 3 {
					ts.Fatalf("usage: sed old new file")
				}
				text := ts.ReadFile(args[2])
				out := replaceAll(text, args[0], args[1])
				if (out == text) != neg {
					ts.Fatalf("sed: nothing to replace")
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(out), 0o666))
			},
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Getuid() == 0, nil
			case "git":
				_, err := exec.LookPath("git")
				return err == nil, nil
			case "full":
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, nil
		},
	})
}

func replaceAll(s, old, new string) string {
	var out []byte
	for i := 0; i < len(s); {
		if len(s)-i >= len(old) && s[i:i+len(old)] == old {
			out = append(out, new...)
			i += len(old)
			continue
		}
		out = append(out, s[i])
		i++
	}
	return string(out)
}

// A run that is told to stop does so within a second and leaves nothing
// behind, while it waits for a pipe that says nothing.
func TestSignals(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// testscript.Main has put the command beside the test binary's PATH.
	if p, err := exec.LookPath("sluice"); err == nil {
		exe = p
	} else {
		t.Skip("the command is not on the path of the test")
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			dir := t.TempDir()
			cmd := exec.Command(exe, "redact", "-", "--format", "jsonl", "--out", dir+"/out.jsonl")
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for range 30_000 {
				in.Write([]byte(`{"note":"write to anna.holm@quillfjord.net"}` + "\n"))
			}
			time.Sleep(100 * time.Millisecond)
			from := time.Now()
			cmd.Process.Signal(sig)
			err = cmd.Wait()
			if took := time.Since(from); took > time.Second+200*time.Millisecond {
				t.Errorf("took %v", took)
			}
			if code := cmd.ProcessState.ExitCode(); code != exitFailed {
				t.Errorf("exit code %d (%v)", code, err)
			}
			left, err := os.ReadDir(dir)
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}
