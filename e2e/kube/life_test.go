package kube

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/e2e/rig"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

var small = resource.Resources{CPUMilli: 200, MemoryMiB: 128, DiskMiB: 64, TrafficMiB: 1024}

func has(page, want string) error {
	if !strings.Contains(page, want) {
		return fmt.Errorf("%q is not in %.300q", want, page)
	}
	return nil
}

// TestLife is an order's way on a cluster: three images, redeployment, stop and start, end, collection.
func TestLife(t *testing.T) {
	y := newYard(t, 1, 3*time.Second)
	p := y.settle(0, small)

	steps, err := p.Up(y.Context(), 1, image("hello", "", map[string]string{"GREETING": "A first page"}))
	y.must(err)
	t.Logf("hello: %+v", steps)
	if status, _, err := p.Do(y.Context(), "GET", p.service()+"/", nil); err != nil || status != http.StatusUnauthorized {
		t.Errorf("without a cookie: %d %v, want 401", status, err)
	}
	y.must(p.enter(y.Context()))
	y.within(10*time.Second, "its page", p.shows(y.Context(), "A first page"))
	for _, told := range []string{p.ID.String(), p.Node.String(), "test"} {
		y.must(p.shows(y.Context(), told)())
	}

	t.Run("echo", func(t *testing.T) {
		_, err := p.Up(y.Context(), 2, image("echo", "", nil))
		y.must(err)
		y.within(10*time.Second, "its page", p.shows(y.Context(), "<html"))
		headers, err := p.Page(y.Context(), p.service()+"/headers")
		y.must(err)
		if strings.Contains(headers, "__Host-") || strings.Contains(headers, "Bearer") {
			t.Errorf("the service sees a cookie of the gateway's: %s", headers)
		}
		p.socket(t)
		p.clock(t)
	})

	t.Run("notes", func(t *testing.T) {
		notes := image("notes", "/data", map[string]string{"TITLE": "One"})
		_, err := p.Up(y.Context(), 3, notes)
		y.must(err)
		y.within(10*time.Second, "its page", p.shows(y.Context(), "One"))
		status, b, err := p.Do(y.Context(), "POST", p.service()+"/notes", url.Values{"text": {"kept on the disk"}})
		if err != nil || status != http.StatusSeeOther {
			t.Fatalf("a note: %d %.200s %v", status, b, err)
		}
		notes.Env["TITLE"] = "Two"
		_, err = p.Up(y.Context(), 4, notes)
		y.must(err)
		y.within(10*time.Second, "the note is there after a new revision", func() error {
			s, err := p.Page(y.Context(), p.service()+"/")
			return errors.Join(err, has(s, "Two"), has(s, "kept on the disk"))
		})

		log, err := p.logs(y.Context())
		y.must(err)
		y.must(has(log, "berth/notes serves order"))

		began := time.Now()
		y.must(p.Power(y.Context(), "stop"))
		y.within(10*time.Second, "it is stopped", func() error {
			if status, _, err := p.Do(y.Context(), "GET", p.service()+"/", nil); err != nil || status == http.StatusOK {
				return fmt.Errorf("%d %v", status, err)
			}
			return nil
		})
		t.Logf("stopped after %s", time.Since(began).Round(time.Millisecond))
		y.within(20*time.Second, "no pod is left", func() error { return y.pods(p, 0) })
		log, err = p.logs(y.Context())
		y.must(err)
		y.must(has(log, "berth/notes serves order"))
		began = time.Now()
		y.must(p.Power(y.Context(), "start"))
		y.within(30*time.Second, "the note is there after a stop", p.shows(y.Context(), "kept on the disk"))
		t.Logf("started after %s", time.Since(began).Round(time.Millisecond))
		y.must(p.Power(y.Context(), "restart"))
		y.within(30*time.Second, "it is ready after a restart", func() error { return p.is(y.Context(), wire.PhaseReady) })
		y.within(30*time.Second, "the note is there after a restart", p.shows(y.Context(), "kept on the disk"))
	})

	t.Run("end", func(t *testing.T) {
		ns := y.namespace(p.ID)
		_, err := p.Sender.Cancel(t.Context(), p.ID, order.UserLeft)
		y.must(err)
		began := time.Now()
		y.within(10*time.Second, "it is not served any more", func() error {
			status, b, err := p.Do(y.Context(), "GET", p.service()+"/", nil)
			if err == nil && (status == http.StatusOK || status == http.StatusUnauthorized) {
				err = fmt.Errorf("%d %.100s", status, b)
			}
			return err
		})
		t.Logf("not served %s after the end", time.Since(began).Round(time.Millisecond))
		y.within(20*time.Second, "no pod is left", func() error { return y.pods(p, 0) })
		d, err := p.Deployment(y.Context())
		y.must(err)
		if d.Phase != wire.PhaseEnded || d.GraceUntil.IsZero() {
			t.Errorf("after the end: %+v", d)
		}
		claims, err := y.kube.CoreV1().PersistentVolumeClaims(ns).List(t.Context(), metav1.ListOptions{})
		if err == nil && len(claims.Items) == 0 {
			if all, err := y.namespaces(); err == nil && all[p.ID] != "" {
				t.Error("the disk is gone before the data is collected")
			}
		}
		y.within(2*time.Minute, "its data is collected once the end is final", func() error {
			all, err := y.namespaces()
			if err == nil && all[p.ID] != "" {
				err = errors.New(all[p.ID])
			}
			return err
		})
		t.Logf("collected %s after the end", time.Since(began).Round(time.Second))
	})
}

// TestReasons: why a service does not start is said in words.
func TestReasons(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, small)
	for i, c := range []struct {
		name  string
		m     wire.TemplateManifest
		phase wire.Phase
		want  string
	}{
		{"no such image", wire.TemplateManifest{Template: "x", Service: "web", Image: "berth/nothing", Port: 8080}, wire.PhaseFailed, "the image berth/nothing is not found in its registry"},
		{"a private image", wire.TemplateManifest{Template: "x", Service: "web", Image: "private/hello", Port: 8080}, wire.PhaseFailed, "it is private, or it does not exist"},
		{"it ends", image("notes", "/data", map[string]string{"BERTH_DISK_BYTES": "many"}), wire.PhaseFailed, `BERTH_DISK_BYTES: strconv.ParseInt: parsing "many": invalid syntax`},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			steps, err := p.Deploy(y.Context(), uint64(i+1), c.m)
			y.must(err)
			y.within(40*time.Second, "it is said why", func() error {
				d, err := p.Deployment(y.Context())
				if err != nil {
					return err
				}
				i := slices.IndexFunc(d.Steps, func(s wire.Progress) bool { return s.Phase == c.phase && strings.Contains(string(s.Text), c.want) })
				if i < 0 {
					return fmt.Errorf("%+v", d.Steps)
				}
				t.Logf("%s: %s", d.Steps[i].At.Sub(began).Round(time.Millisecond), d.Steps[i].Text)
				return nil
			})
			if last := steps[len(steps)-1]; last.Phase != c.phase {
				t.Errorf("the stream ends with %+v", last)
			}
		})
	}
	t.Run("and it recovers", func(t *testing.T) {
		_, err := p.Up(y.Context(), 4, image("hello", "", nil))
		y.must(err)
	})
}

// TestTime takes how long it is from sending a deployment to the first answer of the service. BERTH_RUNS says how often (5).
func TestTime(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	var first, next []time.Duration
	for range number(t, "BERTH_RUNS", 5) {
		p := y.settle(0, small)
		for revision := uint64(1); revision <= 2; revision++ {
			text := fmt.Sprintf("order %d revision %d", p.ID, revision)
			began := time.Now()
			_, err := p.Up(y.Context(), revision, image("hello", "", map[string]string{"GREETING": text}))
			y.must(err)
			y.must(p.enter(y.Context()))
			y.within(30*time.Second, "its page", p.shows(y.Context(), text))
			if took := time.Since(began); revision == 1 {
				first = append(first, took)
			} else {
				next = append(next, took)
			}
		}
		_, err := p.Sender.Cancel(t.Context(), p.ID, order.UserLeft)
		y.must(err)
		y.within(10*time.Second, "the gateway has heard of the end", func() error { return p.is(y.Context(), wire.PhaseEnded) })
	}
	for name, all := range map[string][]time.Duration{"first deployment": first, "next revision": next} {
		slices.Sort(all)
		t.Logf("%s to its page, %d runs: median %s, worst %s", name, len(all), all[len(all)/2].Round(10*time.Millisecond), all[len(all)-1].Round(10*time.Millisecond))
	}
}

// pods is nil if the order has just so many pods that have not failed.
func (y *yard) pods(p *tenant, want int) error {
	all, err := y.namespaces()
	if err != nil {
		return err
	}
	list, err := y.kube.CoreV1().Pods(all[p.ID]).List(context.Background(), metav1.ListOptions{LabelSelector: y.selector()})
	if err != nil {
		return err
	}
	live := slices.DeleteFunc(list.Items, func(x corev1.Pod) bool {
		return x.Labels["berth/order"] != p.ID.String() || x.Status.Phase == corev1.PodFailed
	})
	if len(live) != want {
		return fmt.Errorf("%d pods, want %d", len(live), want)
	}
	return nil
}

// socket sends and gets a message over a WebSocket.
func (p *tenant) socket(t *testing.T) {
	t.Helper()
	u, err := url.Parse(p.service())
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Origin": {p.service()}}
	for _, c := range p.HTTP.Jar.Cookies(u) {
		header.Add("Cookie", c.Name+"="+c.Value)
	}
	dialer := websocket.Dialer{NetDialContext: rig.Dial, HandshakeTimeout: 10 * time.Second}
	c, res, err := dialer.Dial(strings.Replace(p.service(), "http", "ws", 1)+"/ws", header)
	if err != nil {
		t.Fatalf("WebSocket: %v %+v", err, res)
	}
	defer c.Close()
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if err := c.WriteMessage(websocket.TextMessage, []byte("across")); err != nil {
		t.Fatal(err)
	}
	if _, b, err := c.ReadMessage(); err != nil || string(b) != "across" {
		t.Errorf("WebSocket: got %q, %v", b, err)
	}
}

// clock reads three server-sent events, as they are sent.
func (p *tenant) clock(t *testing.T) {
	t.Helper()
	res, err := p.HTTP.Get(p.service() + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	began, n := time.Now(), 0
	for s := bufio.NewScanner(res.Body); n < 3 && s.Scan(); {
		if strings.HasPrefix(s.Text(), "data: ") {
			n++
		}
	}
	if took := time.Since(began); n < 3 || took < 1500*time.Millisecond || took > 10*time.Second {
		t.Errorf("%d events within %s", n, took)
	}
}
