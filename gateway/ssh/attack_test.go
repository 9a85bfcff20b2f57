package ssh

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"berth/shared/attacktest"
	"berth/shared/scope"
	"berth/shared/server/web"
)

// TestAttackNames: whose key it is and what it is for decides, whatever name it comes with; and what is said of orders that
// are there is what is said of those that are not.
func TestAttackNames(t *testing.T) {
	a := attacktest.Begin(t, "a key opens another's order by SSH, or finds orders out")
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	said := map[string][]string{}
	for _, user := range []string{
		"web-8", "web-9", "web-99999999999999999999", "-7", "web-", "web-0", "web-07", "web--7", "WEB-7", "web-7@x", "web-7\x00", "web.7", "web-7-8", "../web-7", "root", "", strings.Repeat("a", 30_000), "web-7%n", "港-7",
	} {
		banner := ""
		c, err := ssh.Dial("tcp", s.addr, &ssh.ClientConfig{
			User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(k.signer)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: 10 * time.Second,
			BannerCallback: func(text string) error { banner += text; return nil },
		})
		if err == nil {
			c.Close()
		}
		a.Tried(err == nil, "%.40q", user)
		said[fmt.Sprint(banner, err)] = append(said[fmt.Sprint(banner, err)], user)
	}
	a.Tried(len(said) != 1, "what is said differs: %q", said)

	// Before it has signed, a client learns whether its key is known, with any name alike.
	l := &login{server: s.server}
	other := newKey(t, ssh.KeyAlgoECDSA256)
	for _, user := range []string{"web-7", "web-8", "web-9", "root"} {
		_, known := l.offered(named(user), k.signer.PublicKey())
		_, unknown := l.offered(named(user), other.signer.PublicKey())
		a.Tried(known != nil || unknown == nil, "%s: %v and %v", user, known, unknown)
	}
	// Keys of other kinds, and certificates.
	for _, kind := range []string{"rsa", "cert"} {
		var p ssh.PublicKey = &ssh.Certificate{Key: k.signer.PublicKey(), SignatureKey: k.signer.PublicKey(), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
		if kind == "rsa" {
			p, _, _, _, _ = ssh.ParseAuthorizedKey([]byte("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC5ol2ZVUoTI4dh5zRgTXbe4CzyjUwQ+lYvXJYvQ9vJkSLmWZ8zG9QFq0sQZ3Jx3mvJTFj0V6E8xR1d4hH1q2L5kQ=="))
			if p == nil {
				continue
			}
		}
		_, err := l.offered(named("web-7"), p)
		a.Tried(err == nil, "a key of another kind: %s", kind)
	}
	for _, auth := range []ssh.AuthMethod{ssh.Password("web-7"), ssh.Password(""), ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })} {
		c, err := ssh.Dial("tcp", s.addr, &ssh.ClientConfig{User: "web-7", Auth: []ssh.AuthMethod{auth}, HostKeyCallback: ssh.InsecureIgnoreHostKey()})
		if err == nil {
			c.Close()
		}
		a.Tried(err == nil, "no key")
	}
	reads := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, reads, 7, scope.All&^scope.Shell)
	c, err := s.client("web-7", reads)
	a.Tried(err == nil, "a key without the scope")
	if c != nil {
		c.Close()
	}
	s.revoke(s.alice, k)
	c, err = s.client("web-7", k)
	a.Tried(err == nil, "a revoked key")
	if c != nil {
		c.Close()
	}
}

// named is what is known of a client that has only named itself.
type named string

func (n named) User() string        { return string(n) }
func (named) SessionID() []byte     { return nil }
func (named) ClientVersion() []byte { return nil }
func (named) ServerVersion() []byte { return nil }
func (named) RemoteAddr() net.Addr  { return &net.TCPAddr{} }
func (named) LocalAddr() net.Addr   { return &net.TCPAddr{} }

// TestAttackForwardTargets: a forward leads to the order's services and nowhere else.
func TestAttackForwardTargets(t *testing.T) {
	a := attacktest.Begin(t, "a forward leads past the order's services")
	s := serve(t)
	// This machine's own port, and another order's, at the same number.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	here := l.Addr().(*net.TCPAddr).Port
	reached := make(chan struct{}, 1000)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Close()
			reached <- struct{}{}
		}
	}()
	s.listens(fmt.Sprintf("8/web/%d", here), func(*net.TCPConn) { reached <- struct{}{} })
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	open := func(kind string, data any) bool {
		ch, requests, err := c.OpenChannel(kind, ssh.Marshal(data))
		if err != nil {
			return false
		}
		go ssh.DiscardRequests(requests)
		ch.Close()
		return true
	}
	type to struct {
		Host       string
		Port       uint32
		Origin     string
		OriginPort uint32
	}
	for _, host := range []string{
		"127.0.0.1", "localhost", "::1", "0.0.0.0", "127.0.0.2", "127.1", "2130706433", "0x7f.1", "[::1]", "::ffff:127.0.0.1", "LOCALHOST", "localhost.", "169.254.169.254", "10.0.0.1", "10.96.0.1",
		"kubernetes.default.svc", "kubernetes", "web-8", "web.8", "worker", "web.n-8.svc", "example.org", "", "/var/run/docker.sock", "web\x00.example.org", "-oProxyCommand=x", "../web", strings.Repeat("a", 10_000), gatewayHost,
	} {
		for _, port := range []uint32{uint32(here), 22, 443, 6443, 10250} {
			a.Tried(open("direct-tcpip", to{host, port, "127.0.0.1", 1}), "%.40q port %d", host, port)
		}
	}
	for _, port := range []uint32{0, 65536, 65536 + 80, 1 << 31, 1<<32 - 1} {
		a.Tried(open("direct-tcpip", to{"web", port, "", 0}), "port %d", port)
	}
	for kind, data := range map[string]any{
		"direct-streamlocal@openssh.com": struct {
			Path, Reserved string
			R              uint32
		}{"/var/run/docker.sock", "", 0},
		"forwarded-tcpip":        to{"127.0.0.1", uint32(here), "", 0},
		"auth-agent@openssh.com": nothing{}, "x11": to{}, "tun@openssh.com": struct{ Mode, Unit uint32 }{1, 0}, "": nothing{}, "session\x00": nothing{},
	} {
		a.Tried(open(kind, data), "a channel %q", kind)
	}
	a.Tried(open("direct-tcpip", struct{ X string }{"web"}), "a forward that is cut off")
	for kind, data := range map[string]any{
		"tcpip-forward": struct {
			Host string
			Port uint32
		}{"127.0.0.1", 0},
		"streamlocal-forward@openssh.com": struct{ Path string }{"/tmp/x"},
		"no-more-sessions@openssh.com":    nothing{},
		"hostkeys-prove-00@openssh.com":   nothing{},
		"cancel-tcpip-forward": struct {
			Host string
			Port uint32
		}{"127.0.0.1", 0},
	} {
		ok, _, err := c.SendRequest(kind, true, ssh.Marshal(data))
		a.Tried(ok || err != nil, "a request %s: %v %v", kind, ok, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range s.dialed {
		a.Tried(!strings.HasPrefix(at, "7/"), "it connected to %s", at)
	}
	a.Tried(len(reached) > 0, "what it must not reach was reached")
}

// nothing stands for a message that is cut off.
type nothing struct{ N byte }

// TestAttackSessionRequests: a session has a terminal's name and size, and nothing else of the client's.
func TestAttackSessionRequests(t *testing.T) {
	a := attacktest.Begin(t, "a session takes more of the client than what it is for")
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	x := &session{}
	for _, v := range [][2]string{{"LD_PRELOAD", "/x"}, {"PATH", "/x"}, {"BASH_ENV", "/x"}, {"ENV", "/x"}, {"LANG", "C"}, {"TERM", "xterm"}, {"BERTH_SHELL", "x"}, {"", ""}} {
		_, ok := x.ask("env", ssh.Marshal(struct{ Name, Value string }{v[0], v[1]}))
		a.Tried(ok, "the variable %s without a terminal", v[0])
	}
	type pty struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Modes                        string
	}
	for _, term := range []string{"xterm; reboot", "$(reboot)", "a b", "x\n", "../../x", strings.Repeat("x", 41), "港"} {
		x := &session{}
		x.ask("pty-req", ssh.Marshal(pty{term, 80, 24, 0, 0, ""}))
		a.Tried(x.term == nil || x.term.name != "", "the terminal's name %q", term)
		_, ok := x.ask("env", ssh.Marshal(struct{ Name, Value string }{"TERM", term}))
		a.Tried(ok, "TERM=%q", term)
	}
	for kind, data := range map[string]any{
		"x11-req": nothing{}, "auth-agent-req@openssh.com": nothing{}, "signal": struct{ S string }{"KILL"}, "break": struct{ N uint32 }{1},
		"subsystem": struct{ S string }{"netconf"}, "exec": struct{ C string }{strings.Repeat("x", mostCommand+1)}, "": nothing{}, "window-change": nothing{}, "pty-req": nothing{},
	} {
		x := &session{}
		run, ok := x.ask(kind, ssh.Marshal(data))
		a.Tried(ok || run != nil, "a request %q", kind)
	}
	// One session is one shell.
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go ssh.DiscardRequests(requests)
	began := 0
	for range 5 {
		if ok, _ := ch.SendRequest("exec", true, ssh.Marshal(struct{ C string }{"sleep 5"})); ok {
			began++
		}
	}
	a.Tried(began != 1, "%d commands in one session", began)
}

// TestAttackStartups: connections that do not log in keep nobody out.
func TestAttackStartups(t *testing.T) {
	a := attacktest.Begin(t, "connections that do not log in keep others out of SSH, or are held")
	s := serve(t, func(l *limits) { l.starting, l.startEach, l.handshake = 64, 64, 2*time.Second })
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	var held []net.Conn
	defer func() {
		for _, c := range held {
			c.Close()
		}
	}()
	const silent = 1000
	before := runtime.NumGoroutine()
	for i := range silent {
		c, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			io.WriteString(c, "SSH-2.0-x\r\n")
		}
		held = append(held, c)
	}
	for range 5 {
		began := time.Now()
		c, err := s.client("web-7", k)
		a.Tried(err != nil || time.Since(began) > 5*time.Second, "while %d hold connections: %v after %s", silent, err, time.Since(began))
		if err == nil {
			c.Close()
		}
	}
	s.server.startups.mu.Lock()
	n := len(s.server.startups.all)
	s.server.startups.mu.Unlock()
	a.Tried(n > 64, "%d are waited for", n)
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end) && runtime.NumGoroutine() > before+30; {
		time.Sleep(20 * time.Millisecond)
	}
	a.Tried(runtime.NumGoroutine() > before+30, "%d goroutines are left, there were %d", runtime.NumGoroutine(), before)
	a.Note("%d silent connections", silent)

	// One that sends what is no SSH, too long a line or too large a packet, is ended at once.
	for name, text := range map[string]string{
		"HTTP": "GET / HTTP/1.1\r\nHost: x\r\n\r\n" + strings.Repeat("x", 100), "a line without end": strings.Repeat("SSH-2.0-", 10_000),
		"a packet of 4 GiB": "SSH-2.0-x\r\n\xff\xff\xff\xff" + strings.Repeat("x", 1000), "an empty packet": "SSH-2.0-x\r\n\x00\x00\x00\x00\x00\x00",
	} {
		c, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(c, text)
		c.SetReadDeadline(time.Now().Add(5 * time.Second))
		_, err = io.Copy(io.Discard, c)
		var late net.Error
		a.Tried(errors.As(err, &late) && late.Timeout(), "%s is listened to: %v", name, err)
		c.Close()
	}
}

// TestStartups: whose network has most gives way.
func TestStartups(t *testing.T) {
	s := startups{most: 4, each: 3}
	var closed []string
	enter := func(name, network string) func() bool {
		return s.enter(closer(func() { closed = append(closed, name) }), netip.MustParsePrefix(network))
	}
	first := enter("a1", "10.0.0.0/24")
	enter("a2", "10.0.0.0/24")
	leave := enter("b1", "10.0.1.0/24")
	enter("c1", "10.0.2.0/24")
	enter("d1", "10.0.3.0/24") // a1 gives way
	enter("d2", "10.0.3.0/24") // d's own, where it has as many as any
	if leave() || !first() {
		t.Error("who leaves is told another thing than who gave way")
	}
	enter("d3", "10.0.3.0/24")
	if want := []string{"a1", "d1"}; !slices.Equal(closed, want) {
		t.Errorf("%v gave way, want %v", closed, want)
	}
}

type closer func()

func (c closer) Close() error { c(); return nil }

// TestAttackLogins: guessing is slow and bounded.
func TestAttackLogins(t *testing.T) {
	a := attacktest.Begin(t, "keys are tried without end")
	s := serve(t, func(l *limits) { l.rate = web.Limits{PerSecond: 0.01, Burst: 20, Keys: 100} })
	known := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, known, 7, scope.Shell)
	var signers []ssh.Signer
	for range 50 {
		signers = append(signers, newKey(t, ssh.KeyAlgoED25519).signer)
	}
	tried := 0
	c, err := ssh.Dial("tcp", s.addr, &ssh.ClientConfig{
		User: "web-7", HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		Auth: []ssh.AuthMethod{ssh.PublicKeysCallback(func() ([]ssh.Signer, error) {
			counted := make([]ssh.Signer, len(signers))
			for i, x := range signers {
				counted[i] = counting{x, &tried}
			}
			return counted, nil
		})},
	})
	if err == nil {
		c.Close()
	}
	a.Tried(err == nil, "unknown keys")
	a.Tried(tried > 3*usual(0).tries, "%d keys were looked at", tried)
	in := 0
	for range 100 {
		c, err := net.Dial("tcp", s.addr)
		if err != nil {
			continue
		}
		c.SetReadDeadline(time.Now().Add(5 * time.Second))
		if n, _ := c.Read(make([]byte, 4)); n > 0 {
			in++
		}
		c.Close()
	}
	a.Tried(in > 20, "%d connections of one address were answered", in)
}

// counting counts how often a key is offered.
type counting struct {
	ssh.Signer
	n *int
}

func (c counting) PublicKey() ssh.PublicKey {
	*c.n++
	return c.Signer.PublicKey()
}

// TestAttackShells: 1,000 sessions at once, and as many connections, are bounded for each connection, order and user, while
// another user is served.
func TestAttackShells(t *testing.T) {
	a := attacktest.Begin(t, "one user's shells keep others out")
	s := serve(t)
	k, bobs := newKey(t, ssh.KeyAlgoED25519), newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 0, scope.Shell)
	s.grant(s.bob, bobs, 8, scope.Shell)
	var clients []*ssh.Client
	defer func() {
		for _, c := range clients {
			c.Close()
		}
	}()
	var mu sync.Mutex
	var all sync.WaitGroup
	l := usual(0)
	for range 3 * l.orders {
		all.Go(func() {
			c, err := s.client("web-7", k)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				clients = append(clients, c)
			}
		})
	}
	all.Wait()
	a.Tried(len(clients) > l.orders, "%d connections of an order", len(clients))
	began := 0
	for _, c := range clients {
		for range 1000 / len(clients) {
			all.Go(func() {
				x, err := c.NewSession()
				if err == nil {
					err = x.Start("sleep 60")
				}
				if err == nil {
					mu.Lock()
					began++
					mu.Unlock()
				}
			})
		}
	}
	done := make(chan struct{})
	var slowest time.Duration
	var others sync.WaitGroup
	others.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
			}
			at := time.Now()
			c, err := s.client("web-8", bobs)
			if err == nil {
				x, err2 := c.NewSession()
				if err = err2; err == nil {
					_, err = x.Output("echo bob")
				}
				c.Close()
			}
			slowest = max(slowest, time.Since(at))
			a.Tried(err != nil, "another user: %v", err)
		}
	})
	all.Wait()
	close(done)
	others.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	a.Tried(s.most > l.orders*l.sessions+1, "%d ran at a time", s.most)
	a.Note("of 1,000 sessions %d began; another user's slowest login, command and end took %s", began, slowest.Round(time.Millisecond))
}

// TestAttackDeafClient: a client that reads nothing holds what was sent to it, and no more.
func TestAttackDeafClient(t *testing.T) {
	a := attacktest.Begin(t, "a client that reads nothing fills the gateway, or a service is read for it without end")
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	sent := make(chan int64, 1)
	s.listens("7/web/80", func(c *net.TCPConn) {
		c.SetWriteDeadline(time.Now().Add(3 * time.Second))
		n, _ := io.Copy(c, io.LimitReader(zeros{}, 1<<30))
		sent <- n
	})
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	conn, err := c.Dial("tcp", "web:80")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	n := <-sent
	a.Tried(n > 32<<20, "%d MiB were taken from a service that nobody reads", n>>20)
	a.Note("%d MiB were taken, what the system's own buffers hold included", n>>20)
	// The conversation goes on beside it.
	x, err := c.NewSession()
	if err == nil {
		_, err = x.Output("echo on")
	}
	a.Tried(err != nil, "another session of it stands still: %v", err)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// TestAttackAfterRevocation: what is open by a key ends with it, in five seconds.
func TestAttackAfterRevocation(t *testing.T) {
	a := attacktest.Begin(t, "a forward, a shell or a connection goes on after its key was revoked")
	s := serve(t)
	k := newKey(t, ssh.KeyAlgoED25519)
	s.grant(s.alice, k, 7, scope.Shell)
	s.listens("7/web/80", echo)
	c, err := s.client("web-7", k)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	conn, err := c.Dial("tcp", "web:80")
	if err != nil {
		t.Fatal(err)
	}
	x, err := c.NewSession()
	if err == nil {
		err = errors.Join(x.RequestPty("xterm", 24, 80, nil), x.Shell())
	}
	if err != nil {
		t.Fatal(err)
	}
	s.revoke(s.alice, k)
	began := time.Now()
	for name, wait := range map[string]func() error{
		"the forward": func() error { _, err := io.Copy(io.Discard, conn); return err },
		"the shell":   func() error { return x.Wait() },
		"all":         c.Wait,
	} {
		over := make(chan error, 1)
		go func() { over <- wait() }()
		select {
		case <-over:
			a.Tried(time.Since(began) > 5*time.Second, "%s after %s", name, time.Since(began))
		case <-time.After(10 * time.Second):
			a.Tried(true, "%s goes on", name)
		}
	}
	_, err = c.Dial("tcp", "web:80")
	a.Tried(err == nil, "a new forward")
}

func TestHostKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "host")
	_, made, err := HostKey(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v %v", info.Mode(), err)
	}
	if _, again, err := HostKey(path); err != nil || again != made {
		t.Errorf("got %s and then %s, %v", made, again, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("others may read it: %v", err)
	}
	if err := errors.Join(os.WriteFile(path, []byte("no key"), 0o600), os.Chmod(path, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil {
		t.Error("what is no key is taken for one")
	}
}

func FuzzTarget(f *testing.F) {
	f.Add(ssh.Marshal(struct {
		H string
		P uint32
		O string
		Q uint32
	}{"web", 80, "", 0}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		service, port, err := target(raw, "own")
		if err == nil && (port < 1 || port > 65535 || service == "" || strings.ContainsAny(service, "./:@ \x00")) {
			t.Errorf("%q leads to %q %d", raw, service, port)
		}
	})
}

func FuzzSession(f *testing.F) {
	f.Add("pty-req", []byte("\x00\x00\x00\x05xterm"))
	f.Add("exec", []byte("\x00\x00\x00\x02ls"))
	f.Fuzz(func(t *testing.T, kind string, raw []byte) {
		x := &session{talk: &talk{server: &Server{}}}
		if _, ok := x.ask(kind, raw); ok && x.term == nil && !x.begun {
			t.Errorf("%q %q: nothing came of it", kind, raw)
		}
	})
}
