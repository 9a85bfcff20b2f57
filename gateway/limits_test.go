package gateway

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/certs"
	"berth/shared/wire"
)

// diverted is a runtime whose services are all one server of the test's.
type diverted struct {
	cluster.Cluster
	addr string
}

func (d diverted) Dial(ctx context.Context, _ order.ID, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, "tcp", d.addr)
}

// divert has the gateway's services be a handler.
func (w *world) divert(h http.Handler) func(*Config) {
	up := httptest.NewServer(h)
	w.t.Cleanup(up.Close)
	return func(c *Config) {
		c.Runs = func(in cluster.Cluster) cluster.Cluster { return diverted{in, up.Listener.Addr().String()} }
	}
}

// selfSigned has the gateway speak TLS with a certificate from files, and gives the digest of its key as Chromium takes it.
func (w *world) selfSigned() (change func(*Config), pin string) {
	w.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	host, _, _ := strings.Cut(w.domain, ":")
	c := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host, "*." + host}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		w.t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		w.t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		w.t.Fatal(err)
	}
	files := certs.Settings{Cert: filepath.Join(w.t.TempDir(), "cert.pem"), Key: filepath.Join(w.t.TempDir(), "key.pem")}
	for path, b := range map[string]*pem.Block{files.Cert: {Type: "CERTIFICATE", Bytes: der}, files.Key: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(b), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	sum := sha256.Sum256(public)
	w.over(2)
	return func(c *Config) { c.Scheme, c.TLS, c.ListenHTTP = "https", files, "" }, base64.StdEncoding.EncodeToString(sum[:])
}

// over has the world's client speak TLS, with a version of HTTP.
func (w *world) over(version int) {
	w.http.CloseIdleConnections()
	w.http.Transport = secured{&http.Transport{DialContext: w.dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: version == 2}}
}

// TestLimits goes past each of the operator's limits by a request over a socket, as a browser and as a program, over both
// versions of HTTP. The card says what they are.
func TestLimits(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	release := make(chan struct{})
	defer close(release)
	secure, _ := w.selfSigned()
	g, _ := w.start(secure, w.divert(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			select {
			case <-release:
			case <-r.Context().Done():
			}
		case "/large":
			out.Header().Set("X-Large", strings.Repeat("x", 9<<10))
		case "/silent":
			out.Write([]byte("begun"))
			http.NewResponseController(out).Flush()
			<-r.Context().Done()
		default:
			n, err := io.Copy(io.Discard, r.Body)
			fmt.Fprint(out, n, err)
		}
	})), func(c *Config) {
		c.HeadBytes, c.HeadTime, c.AnswerTime, c.AnswerHeadBytes, c.BodyBytes = 8<<10, time.Second, time.Second, 8<<10, 1000
		c.Idle, c.OpenPerOrder, c.OpenPerVisitor = 3*time.Second, 3, 2
	})
	_, _, url := w.serving(echoManifest, "echo")
	url = strings.Replace(url, "https://", "http://", 1)

	var card wire.Card
	if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil {
		t.Fatal(p)
	}
	want := wire.Limits{
		BodyBytes: 1000, ManifestBytes: card.Limits.ManifestBytes, BundleBytes: card.Limits.BundleBytes, IdleSeconds: 3, GraceSeconds: 86400, HeadBytes: 8 << 10, HeadSeconds: 1, AnswerSeconds: 1, AnswerHeadBytes: 8 << 10,
		OpenPerOrder: 3, OpenPerVisitor: 2, Connections: g.cfg.Room.Most(), ConnectionsEach: g.cfg.Room.Each(), PublicPerMinute: 6000, SessionIdleSeconds: 604800, SessionLifeSeconds: 2592000,
	}
	if card.Limits != want || want.Connections < 1 || want.ConnectionsEach < 1 {
		t.Errorf("the card: got %+v, want %+v", card.Limits, want)
	}

	for _, version := range []int{1, 2} {
		for _, c := range []struct {
			name, path string
			body, head int
			status     int
			code       problem.Code
			zh         string
		}{
			{"within all", "/", 1000, 6 << 10, 200, "", "1000"},
			{"head", "/", 0, 8 << 10, 431, problem.HeadTooLarge, "请求头过大"},
			{"body", "/", 1001, 0, 413, problem.TooLarge, "上传内容过大"},
			{"time to answer", "/slow", 0, 0, 504, problem.Timeout, "服务响应超时"},
			{"head of the answer", "/large", 0, 0, 502, problem.AnswerTooLarge, "服务的响应头过大"},
			{"the connection goes on", "/", 10, 0, 200, "", "10"},
		} {
			t.Run(fmt.Sprintf("HTTP %d, %s", version, c.name), func(t *testing.T) {
				w.over(version)
				for _, accept := range []string{"text/html", "application/json"} {
					r, err := http.NewRequestWithContext(t.Context(), "POST", url+c.path, strings.NewReader(strings.Repeat("x", c.body)))
					if err != nil {
						t.Fatal(err)
					}
					for _, cookie := range w.cookies(url) {
						r.AddCookie(cookie)
					}
					r.Header.Set("Accept", accept)
					r.Header.Set("Accept-Language", "zh-CN")
					if c.head > 0 {
						r.Header.Set("X-Head", strings.Repeat("x", c.head))
					}
					res, err := w.http.Do(r)
					if err != nil {
						t.Fatal(err)
					}
					b, err := io.ReadAll(res.Body)
					res.Body.Close()
					if err != nil || res.ProtoMajor != version || res.StatusCode != c.status {
						t.Fatalf("%s: got %s %d %s, %v; want %d", accept, res.Proto, res.StatusCode, b, err, c.status)
					}
					var p problem.Problem
					switch {
					case c.code == "" || accept == "text/html":
						if !strings.Contains(string(b), c.zh) {
							t.Errorf("%q is not in %s", c.zh, b)
						}
					case json.Unmarshal(b, &p) != nil || p.Code != c.code || res.Header.Get("Content-Type") != problem.ContentType:
						t.Errorf("got %s, want the code %s", b, c.code)
					}
				}
			})
		}
		t.Run(fmt.Sprintf("HTTP %d, silence", version), func(t *testing.T) {
			w.over(version)
			r, err := http.NewRequestWithContext(t.Context(), "GET", url+"/silent", nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, cookie := range w.cookies(url) {
				r.AddCookie(cookie)
			}
			res, err := w.http.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			began := time.Now()
			if b, err := io.ReadAll(res.Body); err == nil || string(b) != "begun" || time.Since(began) > 10*time.Second {
				t.Errorf("an answer that broke off: got %q, %v after %s", b, err, time.Since(began))
			}
		})
	}

	t.Run("time of a head", func(t *testing.T) {
		c, err := tls.Dial("tcp", w.addr, &tls.Config{InsecureSkipVerify: true, ServerName: "n1.localhost"})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\n"+strings.Join(w.asVisitor(url), "\r\n")+"\r\nAccept: text/html\r\nAccept-Language: zh\r\nX-"); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 408 || !strings.Contains(string(b), "请求传送超时") {
			t.Errorf("got %d %s, %v", res.StatusCode, b, err)
		}
	})
}

// TestLimitOfSockets: one WebSocket more than a visitor may have ends the oldest, and the others go on.
func TestLimitOfSockets(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.OpenPerVisitor = 2 })
	_, _, url := w.serving(echoManifest, "echo")
	var open []*websocket.Conn
	for range 3 {
		h := http.Header{"Origin": {url}}
		for _, c := range w.cookies(url) {
			h.Add("Cookie", c.String())
		}
		c, _, err := (&websocket.Dialer{NetDialContext: w.dial}).DialContext(t.Context(), "ws"+strings.TrimPrefix(url, "http")+"/ws", h)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		open = append(open, c)
	}
	if err := open[0].SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open[0].ReadMessage(); !websocket.IsUnexpectedCloseError(err) && !strings.Contains(err.Error(), "EOF") && !strings.Contains(err.Error(), "reset") {
		t.Errorf("the oldest goes on: %v", err)
	}
	for _, c := range open[1:] {
		if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if err := c.WriteMessage(websocket.TextMessage, []byte("x")); err != nil {
			t.Fatal(err)
		}
		if _, b, err := c.ReadMessage(); err != nil || string(b) != "x" {
			t.Errorf("a newer one: %q, %v", b, err)
		}
	}
}
