package kube

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/remotecommand"

	"berth/e2e/rig"
	"berth/shared/attacktest"
	"berth/shared/resource"
	"berth/shared/typed"
	"berth/shared/wire"
)

// locked is a file for an image that its registry gives to who has the password, and to nobody else.
const locked = `version: "2.0"
services:
  web:
    image: registry.test/private/hello
    credentials: {host: registry.test, username: berth, password: %s}
    expose: [{port: 8080, as: 80, to: [{global: true}]}]
profiles:
  compute: {web: {resources: {cpu: {units: 0.1}, memory: {size: 64Mi}, storage: {size: 64Mi}}}}
  placement: {here: {pricing: {web: {denom: x, amount: 1}}}}
deployment: {web: {here: {profile: web, count: 1}}}
`

// send deploys a file of another format than a template's.
func (p *tenant) send(ctx context.Context, revision uint64, format, text string) error {
	req, err := p.Sign(text, typed.Deploy{Format: format, Revision: revision, ShortStop: true})
	if err != nil {
		return err
	}
	status, b, err := p.Do(ctx, "PUT", p.API("deployment"), req)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("deploy: %d %.500s", status, b)
	}
	return err
}

// fails waits until the service's image cannot be had, and gives the words for it. It is an error if it ran meanwhile.
func (p *tenant) fails(ctx context.Context, revision uint64) (said string, err error) {
	ran := false
	err = rig.Eventually(60*time.Second, func() error {
		d, err := p.Deployment(ctx)
		if err != nil {
			return err
		}
		if d.Revision != revision {
			return fmt.Errorf("revision %d", d.Revision)
		}
		if d.Phase == wire.PhaseReady {
			ran = true
			return nil
		}
		i := slices.IndexFunc(d.Steps, func(s wire.Progress) bool { return s.Phase == wire.PhaseFailed })
		if i < 0 {
			return fmt.Errorf("%+v", d.Steps)
		}
		said = string(d.Steps[i].Text)
		return nil
	})
	if ran {
		err = errors.New("it runs")
	}
	return said, err
}

// TestAttackImages: on a real cluster nobody starts an image out of a machine's cache that the registry would not give, no
// image's name leads where the node's own network is, and a registry of a tenant's is told of in one way whatever it answers.
func TestAttackImages(t *testing.T) {
	y := newYard(t, 2, time.Hour)
	owner, other := y.settle(0, small), y.settle(1, small)
	a := attacktest.Begin(t, "an image is had that is another's, or from inside the node's network")
	y.must(owner.send(y.Context(), 1, "sdl", fmt.Sprintf(locked, "berth-test")))
	y.must(owner.enter(y.Context()))
	y.within(60*time.Second, "the private image runs for who has the password", owner.shows(y.Context(), "Hello"))

	// The machine has the image now.
	words := map[string]bool{}
	next := uint64(0)
	tryPull := func(what string, send func(revision uint64) error) {
		next++
		y.must(send(next))
		said, err := other.fails(y.Context(), next)
		a.Tried(err != nil, "%s: %v", what, err)
		words[said] = true
	}
	asTemplate := func(ref string) func(uint64) error {
		return func(n uint64) error {
			_, err := other.Deploy(y.Context(), n, wire.TemplateManifest{Template: "x", Service: "web", Image: ref, Port: 8080})
			return err
		}
	}
	tryPull("the cached image without a password", asTemplate("registry.test/private/hello"))
	tryPull("the cached image with a wrong one", func(n uint64) error { return other.send(y.Context(), n, "sdl", fmt.Sprintf(locked, "wrong")) })
	tryPull("the cached image by its tag", asTemplate("registry.test/private/hello:latest"))
	pods, err := y.kube.CoreV1().Pods(y.namespace(owner.ID)).List(y.Context(), metav1.ListOptions{})
	y.must(err)
	if _, digest, ok := strings.Cut(pods.Items[0].Status.ContainerStatuses[0].ImageID, "@"); ok {
		tryPull("the cached image by its digest", asTemplate("registry.test/private/hello@"+digest))
	} else {
		t.Errorf("the image has no digest: %+v", pods.Items[0].Status.ContainerStatuses[0])
	}
	tryPull("an image that is not there", asTemplate("registry.test/nothing/here"))
	kinds := map[string]bool{}
	for said := range words {
		_, after, _ := strings.Cut(said, " cannot be had")
		kinds[after] = true
	}
	a.Tried(len(kinds) != 1, "a tenant's registry is told of in %d ways: %q", len(words), words)

	for _, ref := range []string{
		"10.250.0.1:5000/berth/hello", "10.0.0.5:5000/x", "127.0.0.1:5000/x", "127.1:5000/x", "0x7f.1/x", "2130706433/x", "017700000001/x", "localhost/x", "localhost:5000/berth/hello",
		"169.254.169.254/x", "192.168.1.1/x", "172.16.0.1:443/x", "100.64.0.1/x", "0.0.0.0:5000/x", "[::1]:5000/x", "registry.kube-system.svc/x", "kube-dns.kube-system.svc.cluster.local:53/x",
		"registry:5000/x", "metadata.google.internal/x", "harbor.corp/x", "nas.local/x", "router.lan:80/x", "LOCALHOST/x", "localhost./x", "10.0.0.5./x",
	} {
		raw, err := json.Marshal(wire.TemplateManifest{Template: "x", Service: "web", Image: ref, Port: 8080})
		y.must(err)
		check, err := rig.Ask[wire.ManifestCheck](y.Context(), other.Person, "POST", other.API("deployment/check"), wire.ManifestCheckRequest{Format: "template", Manifest: string(raw)})
		a.Tried(err == nil && check.OK, "the check takes %s", ref)
		_, err = other.Deploy(y.Context(), next+1, wire.TemplateManifest{Template: "x", Service: "web", Image: ref, Port: 8080})
		a.Tried(err == nil || !strings.Contains(err.Error(), ": 4"), "deployed: %s: %v", ref, err)
	}
}

// hostile runs berth/hostile's own program in a tenant's pod, past the gateway.
func (y *yard) hostile(ns string, args ...string) (map[string]finding, error) {
	pods, err := y.kube.CoreV1().Pods(ns).List(y.Context(), metav1.ListOptions{})
	if err != nil || len(pods.Items) == 0 {
		return nil, fmt.Errorf("pods: %w", err)
	}
	var out, said bytes.Buffer
	if err := y.exec(ns, pods.Items[0].Name, append([]string{"/app"}, args...), &out, &said); err != nil {
		return nil, fmt.Errorf("%w: %s", err, said.String())
	}
	all := map[string]finding{}
	for d := json.NewDecoder(&out); ; {
		var f finding
		if err := d.Decode(&f); err != nil {
			return all, nil
		}
		all[f.Try] = f
	}
}

// exec runs a command in a pod, past the gateway, for two minutes at the most.
func (y *yard) exec(ns, pod string, command []string, out, said io.Writer) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig(y.T))
	if err != nil {
		return err
	}
	req := y.kube.CoreV1().RESTClient().Post().Namespace(ns).Resource("pods").Name(pod).SubResource("exec").
		VersionedParams(&corev1.PodExecOptions{Command: command, Stdout: true, Stderr: true}, scheme.ParameterCodec)
	run, err := remotecommand.NewWebSocketExecutor(config, "GET", req.URL().String())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(y.Context(), 2*time.Minute)
	defer cancel()
	return run.StreamWithContext(ctx, remotecommand.StreamOptions{Stdout: out, Stderr: said})
}

// TestAttackEgress: a service reaches no port by which spam and worms go, and what it sends by itself counts: once the
// traffic is used up it reaches nobody outside.
func TestAttackEgress(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 128, TrafficMiB: 20})
	_, err := p.Up(y.Context(), 1, image("hostile", "/data", nil))
	y.must(err)
	ns := y.namespace(p.ID)
	a := attacktest.Begin(t, "a service sends what it likes, as much as it likes")
	connect := func(targets ...string) map[string]finding {
		t.Helper()
		all, err := y.hostile(ns, append([]string{"connect", "-timeout", "1500ms"}, targets...)...)
		y.must(err)
		if len(all) != len(targets) {
			t.Fatalf("%v: %v", targets, all)
		}
		return all
	}
	y.within(20*time.Second, "the internet is reached", func() error {
		for target, f := range connect("1.1.1.1:443", "1.1.1.1:587", "1.1.1.1:22") {
			if !f.OK {
				return fmt.Errorf("%s: %s", target, f.Detail)
			}
		}
		return nil
	})
	for target, f := range connect("1.1.1.1:25", "8.8.8.8:25", "93.184.216.34:25", "1.1.1.1:445", "1.1.1.1:139", "1.1.1.1:135") {
		a.Tried(f.OK || strings.Contains(f.Detail, "refused"), "%s: %s", target, f.Detail)
	}

	sent, err := y.hostile(ns, "send", "http://1.1.1.1:8080/", "64")
	y.must(err)
	if !sent["send 64 MiB"].OK {
		t.Fatalf("nothing was sent: %+v", sent)
	}
	began := time.Now()
	err = rig.Eventually(90*time.Second, func() error {
		if f := connect("1.1.1.1:443")["1.1.1.1:443"]; f.OK {
			return errors.New("the internet is still reached")
		}
		return nil
	})
	a.Tried(err != nil, "64 MiB of 20 were sent: %v", err)
	a.Note("closed %s after 64 MiB of 20 were sent", time.Since(began).Round(time.Second))
	for target, f := range connect("1.1.1.1:443", "8.8.8.8:53", "1.1.1.1:80", "9.9.9.9:8080") {
		a.Tried(f.OK, "%s is reached without traffic", target)
	}
	v, err := p.Deployment(y.Context())
	y.must(err)
	if v.Phase != wire.PhaseReady {
		t.Errorf("it is %s: what runs is to go on", v.Phase)
	}
	u, err := rig.Ask[wire.Use](y.Context(), p.Person, "GET", p.API("use?span=hour"), nil)
	y.must(err)
	var bytes uint64
	for _, s := range u.Samples {
		bytes += s.TrafficBytes
	}
	a.Tried(bytes < 64<<20, "the page says %d bytes of traffic", bytes)
	a.Note("%d MiB counted", bytes>>20)
}
