package gateway

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/crypto/ssh"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

const asked = "GET /headers HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n"

// TestPorts reaches a service's port through a whole gateway, by WebSocket and by SSH with a key that the wallet authorised.
func TestPorts(t *testing.T) {
	w := newWorld(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g, _ := w.start(func(c *Config) { c.SSHListener = l })
	var card wire.Card
	if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil || card.SSH == nil || card.SSH.Host != "n1.localhost" || card.SSH.Port != l.Addr().(*net.TCPAddr).Port || card.SSH.Key.Validate() != nil {
		t.Fatalf("the card: %+v %v", card.SSH, p)
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	id := w.order()
	token := w.authorise(id, pubkey.Key(pubkey.Ed25519+" "+base64.StdEncoding.EncodeToString(signer.PublicKey().Marshal())))
	m := wire.TemplateManifest{Template: "echo", Service: "web", Image: "berth/echo", Port: 8080}
	w.deploy(token.Token, w.deployRequest(id, 1, m, w.user))
	var d wire.Deployment
	if _, p := w.call("GET", "/v1/orders/"+id.String()+"/deployment", token.Token, nil, &d); p != nil || len(d.Services) != 1 || len(d.Services[0].Ports) != 1 || d.Services[0].Ports[0] != 8080 {
		t.Fatalf("ports: %+v %v", d.Services, p)
	}
	used := d.TrafficMiB

	t.Run("by WebSocket", func(t *testing.T) {
		dialer := websocket.Dialer{NetDialContext: w.dial, HandshakeTimeout: 5 * time.Second}
		at := fmt.Sprintf("ws://%s/v1/orders/%s/services/web/ports/", w.domain, id)
		header := http.Header{"Authorization": {"Bearer " + token.Token}}
		c, _, err := dialer.Dial(at+"8080", header)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.WriteMessage(websocket.BinaryMessage, []byte(asked)); err != nil {
			t.Fatal(err)
		}
		got := ""
		for {
			_, b, err := c.ReadMessage()
			if websocket.IsCloseError(err, websocket.CloseNormalClosure) {
				break
			}
			if err != nil {
				t.Fatalf("%v after %q", err, got)
			}
			got += string(b)
		}
		if !strings.HasPrefix(got, "HTTP/1.1 200 OK\r\n") || !strings.Contains(got, "Host: web") {
			t.Errorf("got %q", got)
		}
		for port, status := range map[string]int{"22": 502, "0": 400, "65536": 400} {
			if _, resp, err := dialer.Dial(at+port, header); err == nil || resp == nil || resp.StatusCode != status {
				t.Errorf("port %s: %v %+v", port, err, resp)
			}
		}
	})
	t.Run("by SSH", func(t *testing.T) {
		host, _, _, _, err := ssh.ParseAuthorizedKey([]byte(card.SSH.Key))
		if err != nil {
			t.Fatal(err)
		}
		c, err := ssh.Dial("tcp", l.Addr().String(), &ssh.ClientConfig{
			User: "web-" + id.String(), Auth: []ssh.AuthMethod{ssh.PublicKeys(signer)}, HostKeyCallback: ssh.FixedHostKey(host), Timeout: 10 * time.Second,
		})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		conn, err := c.Dial("tcp", "localhost:8080")
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, asked)
		if got, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(got), "HTTP/1.1 200 OK\r\n") {
			t.Errorf("got %q %v", got, err)
		}
		if _, err := c.Dial("tcp", "web:22"); err == nil {
			t.Error("a port that the service does not have")
		}
		x, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		x.Stderr = &said
		if err := x.Run("true"); err == nil || !strings.Contains(said.String(), "no command can be had here") {
			t.Errorf("the trial runtime runs a command: %v %q", err, said.String())
		}
		// What is open ends with its order's stop.
		open, err := c.Dial("tcp", "web:8080")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if _, p := w.call("POST", "/v1/orders/"+id.String()+"/stop", token.Token, struct{}{}, nil); p != nil {
			t.Fatal(p)
		}
		io.Copy(io.Discard, open)
		if c.Wait(); time.Since(began) > 5*time.Second {
			t.Errorf("it went on for %s", time.Since(began))
		}
	})
	rec := httptest.NewRecorder()
	g.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`berth_gateway_beside_opened_total{kind="port"} 3`, `berth_gateway_beside_open{kind="port"} 0`, `berth_gateway_beside_refused_total{kind="port",reason="no-port"} 2`,
		`berth_gateway_beside_refused_total{kind="command",reason="no-shell"} 1`, `berth_ssh_logins_total 1`,
		`berth_ssh_refused_total{reason="no-port",what="channel"} 1`,
	} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("/metrics does not have %s:\n%s", want, rec.Body)
		}
	}
	if used > 1 {
		t.Errorf("%d MiB before anything was moved", used)
	}
}

// authorise has the user's wallet authorise a key, and gives a token.
func (w *world) authorise(id order.ID, key pubkey.Key) (token wire.AccessToken) {
	w.t.Helper()
	now := time.Now().UTC().Truncate(time.Second)
	a := typed.Access{
		Gateway: w.domain, Node: address(w.node), User: address(w.user), Order: id, Scopes: scope.All, Key: key, Name: "laptop", IssuedAt: now, NotAfter: now.Add(time.Hour),
	}
	rand.Read(a.Nonce[:])
	sig, err := eip712.Sign(w.user, a.Data(w.a.Domain()))
	if err != nil {
		w.t.Fatal(err)
	}
	within(w.t, 5*time.Second, "access", func() bool {
		_, p := w.call("POST", "/v1/access", "", wire.AccessRequest{Access: a, Signature: sig}, &token)
		if p != nil && p.Code != problem.NotYet {
			w.t.Fatal(p)
		}
		return p == nil
	})
	return token
}
