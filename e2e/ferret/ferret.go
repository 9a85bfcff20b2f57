// Package ferret runs, for tests, the database of a platform with several replicas: a FerretDB that listens on TCP, with a
// PostgreSQL behind it that is the test's own.
package ferret

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// nobody is the user as whom PostgreSQL runs where the test is root, as which it refuses to.
const nobody = 65534

const (
	buildTime = 10 * time.Minute
	startTime = time.Minute
)

// Start starts both, ends them with the test, and gives the URI without a database. It skips a test where there is no PostgreSQL.
func Start(t testing.TB) string {
	t.Helper()
	bin := programs(t)
	dir, err := os.MkdirTemp("", "berth-pg-") // short: a socket's path has a limit
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Geteuid() == 0 {
		as.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	server := filepath.Join(t.TempDir(), "server")
	built := make(chan error, 1)
	go func() { built <- build(t.Context(), server) }()
	data := filepath.Join(dir, "data")
	ran(t, startTime, as, filepath.Join(bin, "initdb"), "--pgdata", data, "--username", "berth", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
	started(t, dir, as, syscall.SIGINT, filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "max_connections=200",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off") // a test's data need not outlive the machine
	wait(t, "PostgreSQL", func(ctx context.Context) error {
		c, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(dir, ".s.PGSQL.5432"))
		if err == nil {
			c.Close()
		}
		return err
	})
	if err := <-built; err != nil {
		t.Fatalf("FerretDB: %v", err)
	}
	address := free(t)
	to := url.URL{Scheme: "postgres", User: url.User("berth"), Path: "/postgres", RawQuery: url.Values{"host": {dir}, "pool_max_conns": {"100"}}.Encode()}
	started(t, t.TempDir(), &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}, syscall.SIGTERM, server, address, to.String())
	wait(t, "FerretDB", func(ctx context.Context) error {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err == nil {
			c.Close()
		}
		return err
	})
	return "mongodb://" + address + "/"
}

// programs is the folder of PostgreSQL's newest version.
func programs(t testing.TB) string {
	t.Helper()
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // Debian's
	if path, err := exec.LookPath("postgres"); err == nil && len(all) == 0 {
		all = []string{path}
	}
	if len(all) == 0 {
		t.Skip("there is no PostgreSQL; remedy: apt-get install postgresql")
	}
	slices.SortFunc(all, func(a, b string) int { return len(a) - len(b) })
	return filepath.Dir(all[len(all)-1])
}

func build(ctx context.Context, to string) error {
	ctx, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", to, "berth/e2e/ferret/server")
	cmd.Env = append(os.Environ(), "GOFLAGS=-buildvcs=false", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// ran runs a program to its end.
func ran(t testing.TB, limit time.Duration, as *syscall.SysProcAttr, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr, cmd.Dir = as, "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
	}
}

// started starts a program, which a signal ends with the test. What it says is shown if the test fails.
func started(t testing.TB, logs string, as *syscall.SysProcAttr, end os.Signal, name string, args ...string) {
	t.Helper()
	said, err := os.Create(filepath.Join(logs, filepath.Base(name)+".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr, cmd.Dir, cmd.Stdout, cmd.Stderr = as, "/", said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = cmd.Wait() // how it ended is in what it said
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(end)
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			_ = cmd.Process.Kill()
			t.Errorf("%s did not end", filepath.Base(name))
			<-done
		}
		said.Close()
		if t.Failed() {
			raw, _ := os.ReadFile(said.Name())
			lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
			t.Logf("%s said:\n%s", filepath.Base(name), strings.Join(lines[max(0, len(lines)-30):], "\n"))
		}
	})
}

func wait(t testing.TB, what string, ready func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startTime)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := ready(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal(fmt.Errorf("%s: %w", what, err))
		case <-tick.C:
		}
	}
}

func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
