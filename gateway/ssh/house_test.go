package ssh

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	ethcrypto "github.com/ethereum/go-ethereum/crypto"
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"berth/gateway/auth"
	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/typed"
	"berth/shared/wire"
)

var (
	node   = eth.Address{9}
	domain = typed.Berth(31337, eth.Address{8})
)

const gatewayHost = "n1.example"

// house has orders: 7, which took the place of 5, is alice's and has the services web, db and bare; 8 is bob's and has web.
type house struct {
	t     *testing.T
	alice *ecdsa.PrivateKey
	bob   *ecdsa.PrivateKey
	auth  *auth.Auth
	files string // of the sftp server
	nonce atomic.Uint32

	mu     sync.Mutex
	ports  map[string]func() net.Conn // by order, service and port: 7/web/80
	ended  map[order.ID]chan struct{}
	dialed []string
	open   int // shells and commands
	most   int // of them at a time
}

func address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(ethcrypto.PubkeyToAddress(k.PublicKey))
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, files: t.TempDir(), ports: map[string]func() net.Conn{}, ended: map[order.ID]chan struct{}{7: make(chan struct{}), 8: make(chan struct{})}}
	var err1, err2, err3 error
	h.alice, err1 = ethcrypto.GenerateKey()
	h.bob, err2 = ethcrypto.GenerateKey()
	store, err3 := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var err error
	if h.auth, err = auth.New(node, gatewayHost, domain, h, h, store, time.Now); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) Owner(id order.ID) (eth.Address, bool) {
	switch id {
	case 5, 7:
		return address(h.alice), true
	case 8:
		return address(h.bob), true
	}
	return eth.Address{}, false
}

func (h *house) Find(_ context.Context, user eth.Address, id order.ID) (order.Order, error) {
	if owner, known := h.Owner(id); !known || owner != user {
		return order.Order{}, problem.New(404, problem.NotFound, "no order")
	}
	return order.Order{ID: id, User: user, State: order.Active}, nil
}

func (h *house) Any(context.Context, eth.Address) error { return nil }
func (h *house) Expects(eth.Address) bool               { return true }
func (h *house) Authorised(eth.Address, order.ID) error { return nil }
func (h *house) Signed(context.Context, eth.Address, eth.Hash, []byte) (bool, error) {
	return false, nil
}

func (h *house) Workload(id order.ID) order.ID {
	if id == 7 {
		return 5
	}
	return id
}

func (h *house) Current(id order.ID) order.ID {
	if id == 5 {
		return 7
	}
	return id
}

func (h *house) has(id order.ID, service string) error {
	if id == 7 && (service == "web" || service == "db" || service == "bare") || id == 8 && service == "web" {
		return nil
	}
	return problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
}

// Gone implements Services.
func (h *house) Gone(ctx context.Context, id order.ID, _ eth.Address, service string) error {
	if err := h.has(id, service); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case <-h.ended[id]:
		return problem.New(409, problem.OrderEnded, "order %s has ended", id)
	}
}

func (h *house) runs() (over func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open++
	h.most = max(h.most, h.open)
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.open--
	}
}

// Shell is one that shows what is typed, its size after "size", its name after "term", and ends with 7 after "exit"; with a
// command it says that it has a terminal and runs it.
func (h *house) Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error) {
	if err := h.has(id, service); err != nil {
		return 0, err
	}
	defer h.runs()()
	size := <-t.Sizes
	if t.Command != "" {
		fmt.Fprintf(t.Out, "a terminal %s of %dx%d\r\n", t.Name, size.Columns, size.Rows)
		return run(ctx, t.Command, cluster.Streams{In: strings.NewReader(""), Out: t.Out, Err: t.Out})
	}
	typed := make(chan string)
	go func() {
		defer close(typed)
		for b, line := make([]byte, 1), ""; ; {
			n, err := t.In.Read(b)
			if err != nil {
				return
			}
			if n == 1 && b[0] == 4 {
				return
			}
			if n == 1 && b[0] != '\n' && b[0] != '\r' {
				line += string(b)
				continue
			}
			select {
			case typed <- line:
				line = ""
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case line, more := <-typed:
			switch {
			case !more:
				return 0, nil
			case line == "exit":
				return 7, nil
			case line == "size":
				fmt.Fprintf(t.Out, "%dx%d\r\n", size.Columns, size.Rows)
			case line == "term":
				fmt.Fprintf(t.Out, "%s\r\n", t.Name)
			case line == "flood":
				for ctx.Err() == nil {
					if _, err := t.Out.Write(make([]byte, 32<<10)); err != nil {
						return 0, err
					}
				}
			default:
				fmt.Fprintf(t.Out, "you said %s\r\n", line)
			}
		case size = <-t.Sizes:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// Exec runs a command on this machine, and an sftp server in the test's process.
func (h *house) Exec(ctx context.Context, id order.ID, service, command string, s cluster.Streams) (int, error) {
	if err := h.has(id, service); err != nil {
		return 0, err
	}
	defer h.runs()()
	if command != sftpScript || service == "bare" {
		return run(ctx, command, s)
	}
	server, err := sftp.NewServer(struct {
		io.Reader
		io.WriteCloser
	}{s.In, nopCloser{s.Out}}, sftp.WithServerWorkingDirectory(h.files))
	if err != nil {
		return 0, err
	}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(); err != nil && !errors.Is(err, io.EOF) {
		return 1, nil
	}
	return 0, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func run(ctx context.Context, command string, s cluster.Streams) (int, error) {
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", command)
	cmd.Stdout, cmd.Stderr = s.Out, s.Err
	in, err := cmd.StdinPipe() // the command's end does not wait for that of what is typed
	if err != nil {
		return 0, err
	}
	go func() {
		defer in.Close()
		io.Copy(in, s.In)
	}()
	cmd.WaitDelay = 100 * time.Millisecond
	cmd.Env = []string{"PATH=/usr/bin:/bin"}
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case errors.As(err, &exit):
		return exit.ExitCode(), nil
	case errors.Is(err, exec.ErrWaitDelay):
		return 0, nil
	}
	return 0, err
}

// Port implements Services.
func (h *house) Port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) error {
	if err := h.has(id, service); err != nil {
		return err
	}
	at := fmt.Sprintf("%s/%s/%d", id, service, port)
	h.mu.Lock()
	h.dialed = append(h.dialed, at)
	dial := h.ports[at]
	h.mu.Unlock()
	if dial == nil {
		return problem.New(502, problem.NoPort, "nothing takes connections at port %d of %s", port, service)
	}
	c := dial()
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	return use(ctx, c)
}

// listens is a service's port.
func (h *house) listens(at string, serve func(*net.TCPConn)) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c.(*net.TCPConn))
			}()
		}
	}()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ports[at] = func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			h.t.Error(err)
		}
		return c
	}
}

// echo sends back what it gets, and ends when that has.
func echo(c *net.TCPConn) {
	io.Copy(c, c)
	c.CloseWrite()
}

// key is one of a client.
type key struct {
	private crypto.Signer
	signer  ssh.Signer
	public  pubkey.Key
	path    string // of its file
	id      string // once it is authorised
}

func newKey(t *testing.T, kind string) *key {
	t.Helper()
	k := &key{path: filepath.Join(t.TempDir(), "id")}
	var err error
	if kind == ssh.KeyAlgoED25519 {
		_, k.private, err = ed25519.GenerateKey(rand.Reader)
	} else {
		k.private, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		t.Fatal(err)
	}
	if k.signer, err = ssh.NewSignerFromSigner(k.private); err != nil {
		t.Fatal(err)
	}
	k.public, _ = written(k.signer.PublicKey())
	block, err := ssh.MarshalPrivateKey(k.private, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(k.path, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	return k
}

// grant asks for a token in a wallet's name, and authorises a key where there is one.
func (h *house) grant(wallet *ecdsa.PrivateKey, k *key, id order.ID, scopes scope.Set) wire.AccessToken {
	h.t.Helper()
	now := time.Now().Truncate(time.Second)
	n := h.nonce.Add(1)
	a := typed.Access{
		Gateway: gatewayHost, Node: node, User: address(wallet), Order: id, Scopes: scopes, IssuedAt: now, NotAfter: now.Add(time.Hour),
		Nonce: eth.Hash{byte(n), byte(n >> 8), 1},
	}
	if k != nil {
		a.Key, a.Name = k.public, "laptop"
	}
	sig, err := eip712.Sign(wallet, a.Data(domain))
	if err != nil {
		h.t.Fatal(err)
	}
	tok, err := h.auth.Grant(h.t.Context(), wire.AccessRequest{Access: a, Signature: sig})
	if err != nil {
		h.t.Fatal(err)
	}
	if k != nil {
		k.id = tok.Key
	}
	return tok
}

// revoke ends a wallet's key.
func (h *house) revoke(wallet *ecdsa.PrivateKey, k *key) {
	h.t.Helper()
	p, err := h.auth.Bearer(h.grant(wallet, nil, 0, scope.All).Token)
	if err == nil {
		err = h.auth.Revoke(p, k.id)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// site is a server that runs.
type site struct {
	*house
	server *Server
	key    pubkey.Key
	addr   string
	port   string
	end    func()
}

func serve(t *testing.T, change ...func(*limits)) *site {
	t.Helper()
	h := newHouse(t)
	signer, public, err := HostKey(filepath.Join(t.TempDir(), "host"))
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	l := usual(time.Minute)
	l.rate = web.Limits{PerSecond: 1e6, Burst: 1e6, Keys: 100}
	for _, c := range change {
		c(&l)
	}
	s := newServer(Config{HostKey: signer, Keys: h.auth, Orders: h, Services: h, Log: log}, l)
	ln, err := listen.Open(nil, "127.0.0.1:0", listen.Options{Room: listen.NewRoom(10_000), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	addr := ln.Addr().String()
	_, port, _ := net.SplitHostPort(addr)
	x := &site{house: h, server: s, key: public, addr: addr, port: port}
	x.end = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the server does not end")
		}
	})
	t.Cleanup(x.end)
	return x
}

// client logs in by Go's own client.
func (s *site) client(user string, k *key) (*ssh.Client, error) {
	return ssh.Dial("tcp", s.addr, &ssh.ClientConfig{
		User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(k.signer)}, Timeout: 10 * time.Second,
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			if k, _ := written(key); k != s.key {
				return fmt.Errorf("the host's key is %s", k)
			}
			return nil
		},
	})
}
