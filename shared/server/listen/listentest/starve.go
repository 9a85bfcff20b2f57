//go:build unix

package listentest

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// starved is the variable in which a server of a process of its own is told what it is to be.
const starved = "BERTH_TEST_STARVED"

// Starved is for TestMain, behind Main: it makes a copy of the test's program a server that may have few descriptors. run
// is told what Starve was given, and serves until its context ends.
func Starved[C any](run func(context.Context, C) error) {
	text := os.Getenv(starved)
	if text == "" {
		return
	}
	var told struct {
		Files uint64
		Rest  C
	}
	if err := json.Unmarshal([]byte(text), &told); err != nil {
		panic(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: told.Files, Max: told.Files}); err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the test ends
		cancel()
	}()
	if err := run(ctx, told.Rest); err != nil {
		println(err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

// Starve starts such a server, which may have so many descriptors. When the test ends it has to be alive, and is ended.
func Starve(t *testing.T, files int, rest any) {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"Files": files, "Rest": rest})
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(cmd.Environ(), starved+"="+string(raw))
	cmd.Stderr = t.Output()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the server: %v", err)
		}
	})
}
