package ssh

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"berth/shared/scope"
)

// openssh is OpenSSH's client, or its sftp, for a key and a user name.
func (s *site) openssh(program string, k *key, args ...string) *exec.Cmd {
	s.t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		s.t.Skipf("OpenSSH's %s is not here: apt-get install openssh-client", program)
	}
	known := filepath.Join(s.t.TempDir(), "known")
	if err := os.WriteFile(known, []byte("[127.0.0.1]:"+s.port+" "+string(s.key)+"\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	port := "-p"
	if program == "sftp" {
		port = "-P"
	}
	all := []string{"-F", "none", port, s.port, "-i", k.path}
	for _, o := range []string{"IdentitiesOnly=yes", "IdentityAgent=none", "UserKnownHostsFile=" + known, "GlobalKnownHostsFile=/dev/null", "StrictHostKeyChecking=yes", "BatchMode=yes", "ConnectTimeout=10"} {
		all = append(all, "-o", o)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	s.t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, path, append(all, args...)...)
	cmd.WaitDelay = time.Second
	return cmd
}

// result is what came of a program.
type result struct {
	out, errs string
	code      int
}

func outcome(t *testing.T, cmd *exec.Cmd, in string) result {
	t.Helper()
	var out, errs strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in), &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, errs.String())
	}
	return result{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

func TestOpenSSHExec(t *testing.T) {
	s := serve(t)
	for _, kind := range []string{ssh.KeyAlgoED25519, ssh.KeyAlgoECDSA256} {
		k := newKey(t, kind)
		s.grant(s.alice, k, 7, scope.Shell)
		for _, c := range []struct {
			name, user string
			args       []string
			in         string
			want       result
		}{
			{name: "a command", user: "web-7", args: []string{"echo it works; echo oh >&2; exit 3"}, want: result{"it works\n", "oh\n", 3}},
			{name: "what it reads", user: "web-7", args: []string{"cat"}, in: "港口\x00\xff", want: result{"港口\x00\xff", "", 0}},
			{name: "by the first order's number", user: "db-5", args: []string{"echo db"}, want: result{"db\n", "", 0}},
			{name: "commands that are sent", user: "web-7", args: []string{"-T"}, in: "echo $((40+2))\nexit 4\n", want: result{"42\n", "", 4}},
			{name: "a variable is not taken", user: "web-7", args: []string{"-o", "SetEnv=LD_PRELOAD=/evil.so FOO=bar", "--", "echo $FOO$LD_PRELOAD"}, want: result{"\n", "", 0}},
		} {
			t.Run(kind+" "+c.name, func(t *testing.T) {
				args := append([]string{c.user + "@127.0.0.1"}, c.args...)
				if len(c.args) > 1 {
					args = append(append(c.args[:2:2], c.user+"@127.0.0.1"), c.args[3:]...)
				}
				if got := outcome(t, s.openssh("ssh", k, args...), c.in); got != c.want {
					t.Errorf("got %+v, want %+v", got, c.want)
				}
			})
		}
	}
}

func TestOpenSSHShell(t *testing.T) {
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 0, scope.All)
	cmd := s.openssh("ssh", k, "-tt", "web-7@127.0.0.1")
	cmd.Env = append(os.Environ(), "TERM=vt100")
	got := outcome(t, cmd, "hello\nterm\nexit\n")
	for _, want := range []string{"you said hello\r\n", "vt100\r\n"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in %q", want, got.out)
		}
	}
	if got.code != 7 {
		t.Errorf("got %+v", got)
	}
	if got := outcome(t, s.openssh("ssh", k, "-tt", "web-7@127.0.0.1", "echo on; exit 5"), ""); got.code != 5 || !strings.Contains(got.out, "a terminal") || !strings.Contains(got.out, "on\n") {
		t.Errorf("a command with a terminal: %+v", got)
	}
}

func TestSizes(t *testing.T) {
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 0, scope.All)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	x, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := x.StdinPipe()
	out, _ := x.StdoutPipe()
	if err := errors.Join(x.RequestPty("xterm", 24, 80, nil), x.Shell()); err != nil {
		t.Fatal(err)
	}
	ask := func() string {
		io.WriteString(in, "size\n")
		b := make([]byte, 100)
		n, err := out.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(b[:n]))
	}
	if got := ask(); got != "80x24" {
		t.Errorf("got %s", got)
	}
	if err := x.WindowChange(70000, 0); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); ask() != "1x1000"; {
		if time.Now().After(end) {
			t.Fatal("the size does not change")
		}
	}
}

// TestOpenSSHForward connects to a service's ports through OpenSSH's -L.
func TestOpenSSHForward(t *testing.T) {
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	s.listens("7/db/5432", echo)
	s.listens("7/web/80", func(c *net.TCPConn) {
		all, _ := io.ReadAll(c)
		fmt.Fprintf(c, "%d bytes", len(all))
	})
	a, b := freePort(t), freePort(t)
	cmd := s.openssh("ssh", k, "-N", "-o", "ExitOnForwardFailure=yes", "-L", a+":db:5432", "-L", b+":localhost:80", "web-7@127.0.0.1")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	dial := func(port string) net.Conn {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			c, err := net.Dial("tcp", "127.0.0.1:"+port)
			if err == nil {
				c.SetDeadline(time.Now().Add(20 * time.Second))
				return c
			}
			if time.Now().After(end) {
				t.Fatalf("%v: %s", err, errs.String())
			}
		}
	}
	var all sync.WaitGroup
	for range 8 {
		c := dial(a)
		all.Go(func() {
			defer c.Close()
			const size = 3 << 20
			go func() {
				c.Write(make([]byte, size))
				c.(*net.TCPConn).CloseWrite()
			}()
			if n, err := io.Copy(io.Discard, c); n != size || err != nil {
				t.Errorf("%d of %d bytes came back, %v", n, size, err)
			}
		})
	}
	all.Wait()
	c := dial(b)
	defer c.Close()
	io.WriteString(c, "12345")
	c.(*net.TCPConn).CloseWrite()
	if got, err := io.ReadAll(c); err != nil || string(got) != "5 bytes" {
		t.Errorf("got %q %v", got, err)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func TestOpenSSHFiles(t *testing.T) {
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	here := t.TempDir()
	text := strings.Repeat("港口", 300_000)
	if err := os.WriteFile(filepath.Join(here, "a"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := s.openssh("sftp", k, "-b", "-", "web-7@127.0.0.1")
	got := outcome(t, cmd, fmt.Sprintf("put %s/a b\nls -l b\nget b %s/c\nmkdir d\nrename b d/e\n", here, here))
	back, err := os.ReadFile(filepath.Join(here, "c"))
	if err != nil || got.code != 0 || string(back) != text {
		t.Errorf("got %+v, %d of %d bytes back, %v", got, len(back), len(text), err)
	}
	if there, err := os.ReadFile(filepath.Join(s.files, "d/e")); err != nil || string(there) != text {
		t.Errorf("%d bytes are there, %v", len(there), err)
	}
	if _, err := os.Stat("/usr/lib/openssh/sftp-server"); err == nil {
		t.Skip("this machine has an sftp-server")
	}
	if got := outcome(t, s.openssh("sftp", k, "-b", "-", "bare-7@127.0.0.1"), "ls\n"); got.code == 0 || !strings.Contains(got.errs, "this image has no sftp-server") {
		t.Errorf("an image without: %+v", got)
	}
}

func TestOpenSSHRefused(t *testing.T) {
	s := serve(t)
	k, other := newKey(t, ssh.KeyAlgoED25519), newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	if got := outcome(t, s.openssh("ssh", other, "web-7@127.0.0.1", "true"), ""); got.code != 255 || !strings.Contains(got.errs, "Permission denied (publickey)") {
		t.Errorf("an unknown key: %+v", got)
	}
	for _, user := range []string{"web-8", "web-99", "root", "web", "web-07", "Web-7", "web-7 "} {
		got := outcome(t, s.openssh("ssh", k, "-l", user, "127.0.0.1", "true"), "")
		if got.code != 255 || !strings.Contains(got.errs, "Permission denied (publickey)") || !strings.Contains(got.errs, "this key does not open this") {
			t.Errorf("%s: %+v", user, got)
		}
	}
	// The owner is told what is wrong.
	if got := outcome(t, s.openssh("ssh", k, "worker-7@127.0.0.1", "true"), ""); got.code != 255 || !strings.Contains(got.errs, "order 7 has no service worker") {
		t.Errorf("no such service: %+v", got)
	}
	reads := newKey(t, ssh.KeyAlgoECDSA256)
	s.grant(s.alice, reads, 7, scope.Read)
	if got := outcome(t, s.openssh("ssh", reads, "web-7@127.0.0.1", "true"), ""); got.code != 255 || !strings.Contains(got.errs, "it needs the scope shell") {
		t.Errorf("another scope: %+v", got)
	}
}

// TestOpenSSHEnds has shells end for reasons of ours, which OpenSSH shows.
func TestOpenSSHEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(s *site, k *key)
		want string
	}{
		"its key is revoked":  {func(s *site, k *key) { s.revoke(s.alice, k) }, "the access key was revoked"},
		"its order ends":      {func(s *site, _ *key) { close(s.ended[7]) }, "order 7 has ended"},
		"the gateway ends":    {func(s *site, _ *key) { s.end() }, "the gateway is being restarted"},
		"nothing moves in it": {func(s *site, _ *key) {}, "nothing moved for"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, func(l *limits) {
				if name == "nothing moves in it" {
					l.beat, l.idle = 50*time.Millisecond, time.Second
				}
			})
			k := newKey(t, ssh.KeyAlgoED25519)
			s.grant(s.alice, k, 7, scope.Shell)
			cmd := s.openssh("ssh", k, "-tt", "web-7@127.0.0.1")
			in, err1 := cmd.StdinPipe()
			out, err2 := cmd.StdoutPipe()
			var errs bytes.Buffer
			cmd.Stderr = &errs
			if err := errors.Join(err1, err2, cmd.Start()); err != nil {
				t.Fatal(err)
			}
			defer cmd.Process.Kill()
			io.WriteString(in, "hello\n")
			for shown, b := "", make([]byte, 1000); !strings.Contains(shown, "you said hello"); {
				n, err := out.Read(b)
				if err != nil {
					t.Fatalf("%v: %q %s", err, shown, errs.String())
				}
				shown += string(b[:n])
			}
			began := time.Now()
			c.end(s, k)
			io.Copy(io.Discard, out)
			cmd.Wait()
			if took := time.Since(began); took > 5*time.Second || cmd.ProcessState.ExitCode() != 255 || !strings.Contains(errs.String(), c.want) {
				t.Errorf("it ended after %s with %d: %s", took, cmd.ProcessState.ExitCode(), errs.String())
			}
		})
	}
}
