package kube

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/attacktest"
)

// TestReachByAPI has a gateway that connects to no pod by its address, as beside a cluster in containers or in a virtual machine:
// a page, a WebSocket and a port lead through the API server.
func TestReachByAPI(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	y.kill(syscall.SIGTERM)
	i := slices.Index(y.args, "--kubeconfig")
	y.args[i+1] = kubetest.Account(t, kubeconfig(t), "berth-gateway-forward")
	y.args = append(y.args, "--reach-pods", "api")
	y.start()
	p := y.settle(0, small)
	_, err := p.Up(y.Context(), 1, image("echo", "", nil))
	y.must(err)
	y.must(p.enter(y.Context()))
	began := time.Now()
	const pages = 50
	for range pages {
		status, b, err := p.Do(y.Context(), "GET", p.service()+"/", nil)
		if err != nil || status != http.StatusOK {
			t.Fatalf("a page: %d %.200s %v", status, b, err)
		}
	}
	t.Logf("a page took %s", (time.Since(began) / pages).Round(10*time.Microsecond))

	c := p.login(y, "web")
	began = time.Now()
	conn, err := c.Dial("tcp", "web:8080")
	y.must(err)
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.0\r\nHost: web\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(all), "HTTP/1.") {
		t.Errorf("a port: %.200q %v", all, err)
	}
	t.Logf("a new connection took %s, to its end", time.Since(began).Round(time.Millisecond))

	at := strings.Replace(p.API("services/web/ports/8080"), "http", "ws", 1)
	w, resp, err := (&websocket.Dialer{NetDialContext: rig.Dial, HandshakeTimeout: 10 * time.Second}).Dial(at, http.Header{"Authorization": {"Bearer " + p.Token}})
	if err != nil {
		t.Fatalf("%v %+v", err, resp)
	}
	defer w.Close()
	w.SetReadDeadline(time.Now().Add(20 * time.Second))
	y.must(w.WriteMessage(websocket.BinaryMessage, fmt.Append(nil, "GET / HTTP/1.0\r\nHost: web\r\n\r\n")))
	if _, b, err := w.ReadMessage(); err != nil || !strings.HasPrefix(string(b), "HTTP/1.") {
		t.Errorf("a port by WebSocket: %.200q %v", b, err)
	}

	// With that right it reaches nobody's pods but its own orders'.
	x := newThief(t, y.args[i+1])
	a := attacktest.Begin(t, "the right to connect through the API server reaches other pods")
	dns, err := y.kube.CoreV1().Pods("kube-system").List(y.Context(), metav1.ListOptions{Limit: 1})
	y.must(err)
	if len(dns.Items) == 0 {
		t.Fatal("nothing runs in kube-system")
	}
	others := "/api/v1/namespaces/kube-system/pods/" + dns.Items[0].Name + "/portforward?ports=53"
	for _, method := range []string{"GET", "POST"} {
		x.try(a, method+" "+others, method, others, "", "")
	}

	// What is nobody's port ends at once.
	if conn, err := c.Dial("tcp", "web:7"); err == nil {
		if b, _ := io.ReadAll(conn); len(b) > 0 {
			t.Errorf("a port that is nobody's says %q", b)
		}
		conn.Close()
	}
}
