package kube

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/assets/templates"
	"berth/bff/recommend"
	"berth/e2e/rig"
	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/typed"
	"berth/shared/wire"
)

// trial is one service that runs on the cluster, and how one sees that it works. All go through the gateway: pages by a ticket
// in Chromium, ports by SSH.
type trial struct {
	name   string
	format string // of text; empty: name is a template of the catalogue
	text   string
	values map[string]string // for a template, where they are not the form's

	plain         bool   // the file names a user that is not root
	service, look string // whose page is opened, and JavaScript that is true once it shows what it should
	at            string // path of that page
	speak         func(a *asked) error
}

// asked is a service that runs, for who speaks to it.
type asked struct {
	values map[string]string
	dial   func(service string, port int) (net.Conn, error)
}

// at has a client speak at a port.
func (a *asked) at(service string, port int, speak func(net.Conn) error) error {
	conn, err := a.dial(service, port)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(speakLimit)) // SSH's have none, which TestCatalogue's own deadline stands in for
	return speak(conn)
}

// titled is true on a page with such a title.
func titled(words string) string { return fmt.Sprintf("document.title.includes(%q)", words) }

// shown is true on a page with such words.
func shown(words string) string {
	return fmt.Sprintf("document.body && document.body.innerText.includes(%q)", words)
}

// trials are the catalogue's services whose images e2e/images builds, and one of each other format.
var trials = []trial{
	{name: "nginx", service: "web", look: shown("Welcome to nginx!")},
	{name: "httpd", service: "web", look: shown("It works!")},
	{name: "caddy", service: "web", look: "document.body !== null"},
	{name: "postgres", speak: func(a *asked) error {
		return a.at("postgres", 5432, func(c net.Conn) error {
			return postgres(c, a.values["DB_USER"], a.values["DB_PASSWORD"], a.values["DB_NAME"])
		})
	}},
	{name: "mariadb", speak: func(a *asked) error {
		return a.at("mariadb", 3306, func(c net.Conn) error {
			return mysql(c, a.values["DB_USER"], a.values["DB_PASSWORD"], a.values["DB_NAME"])
		})
	}},
	{name: "redis", speak: func(a *asked) error {
		return a.at("redis", 6379, func(c net.Conn) error { return redis(c, a.values["REDIS_PASSWORD"]) })
	}},
	{name: "memcached", speak: func(a *asked) error { return a.at("memcached", 11211, memcached) }},
	{name: "mosquitto", speak: func(a *asked) error {
		return a.at("mosquitto", 1883, func(c net.Conn) error { return mqtt(c, a.values["MQTT_USER"], a.values["MQTT_PASSWORD"]) })
	}},
	{name: "nats", plain: true, service: "nats", look: shown("JetStream"), speak: func(a *asked) error {
		return a.at("nats", 4222, func(c net.Conn) error { return nats(c, "app", a.values["NATS_PASSWORD"]) })
	}},
	{name: "rabbitmq", service: "rabbitmq", look: titled("RabbitMQ"), speak: func(a *asked) error { return a.at("rabbitmq", 5672, amqp) }},
	{name: "minecraft", values: map[string]string{"EULA": "TRUE"}, speak: func(a *asked) error {
		return a.at("minecraft", 25565, func(c net.Conn) error { return minecraft(c, a.values["MOTD"]) })
	}},
	{name: "adminer", service: "pages", look: titled("Adminer")},
	{name: "wordpress", service: "wordpress", look: titled("WordPress")},
	{name: "prometheus", plain: true, service: "prometheus", at: "/api/v1/query?query=1", look: shown(`"status":"success"`)},
	{name: "minio", service: "minio", look: titled("MinIO"), speak: func(a *asked) error { return a.at("minio", 9000, alive) }},
	{name: "node-red", plain: true, service: "nodered", look: titled("Node-RED")},
	{name: "jupyter", plain: true, service: "jupyter", look: titled("Jupyter")},
	{name: "code-server", plain: true, service: "code", look: titled("code-server")},

	{name: "Compose: Miniflux with PostgreSQL", format: "compose", service: "reader", look: titled("Miniflux"), text: `services:
  reader:
    image: ghcr.io/miniflux/miniflux:latest
    ports: ["8080"]
    environment:
      DATABASE_URL: postgres://reader:afloat@db/reader?sslmode=disable
      RUN_MIGRATIONS: "1"
    depends_on: [db]
  db:
    image: postgres:17
    environment: {POSTGRES_USER: reader, POSTGRES_PASSWORD: afloat, POSTGRES_DB: reader}
    volumes: ["db:/var/lib/postgresql/data"]
volumes:
  db: {}
`},
	{name: "SDL: a chat over WebSocket", format: "sdl", service: "chat", look: `(() => {
	if (!window.spoke) { window.spoke = true; socket.onopen = () => socket.send("afloat"); if (socket.readyState === 1) socket.send("afloat"); }
	return document.body.innerText.includes("afloat");
})()`, text: `version: "2.0"
services:
  chat:
    image: berth/chat:1
    expose:
      - port: 3000
        as: 80
        to: [{global: true}]
    params:
      storage:
        data: {mount: /data}
profiles:
  compute:
    chat:
      resources:
        cpu: {units: 0.25}
        memory: {size: 256Mi}
        storage:
          - size: 128Mi
          - {name: data, size: 64Mi, attributes: {persistent: true, class: beta2}}
  placement:
    anywhere:
      pricing:
        chat: {denom: uakt, amount: 1000}
deployment:
  chat:
    anywhere: {profile: chat, count: 1}
`},
	{name: "Kubernetes: PHP with Apache", format: "kubernetes", service: "site", look: shown("It works"), text: `apiVersion: apps/v1
kind: Deployment
metadata: {name: site}
spec:
  selector: {matchLabels: {app: site}}
  template:
    metadata: {labels: {app: site}}
    spec:
      containers:
        - name: site
          image: php:8.2-apache
          ports: [{containerPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: site}
spec:
  selector: {app: site}
  ports: [{port: 80}]
`},
	{name: "Kubernetes: nginx of a private registry", format: "kubernetes", service: "web", look: shown("Welcome to nginx!"), text: `apiVersion: v1
kind: Secret
metadata: {name: pulls}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths": {"registry.test": {"username": "berth", "password": "berth-test"}}}'
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      imagePullSecrets: [{name: pulls}]
      containers:
        - name: web
          image: registry.test/private/nginx:1.31.4
          ports: [{containerPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`},
}

// alive asks an S3 server whether it is well.
func alive(conn net.Conn) error {
	if _, err := fmt.Fprint(conn, "GET /minio/health/live HTTP/1.0\r\nHost: minio\r\n\r\n"); err != nil {
		return err
	}
	said, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && !strings.Contains(said, " 200 ") {
		err = fmt.Errorf("got %q", said)
	}
	return err
}

// result is what became of a trial.
type result struct {
	trial
	images      []string
	kinds       []string
	pull, start time.Duration // until it is ready, with its images pulled and with them there
	memoryMiB   uint64
	err         error
}

// TestCatalogue deploys services under their own images' names as the catalogue has them, opens each, and writes what came of it
// into the file that BERTH_RESULTS names. BERTH_ONLY has the names of some of them, with commas.
func TestCatalogue(t *testing.T) {
	if os.Getenv("BERTH_CATALOGUE") == "" {
		t.Skip("needs the images of e2e/images in the cluster's registry: make catalogue-kube")
	}
	y := newYard(t, 1, time.Second, "--probe-image", "docker.io/library/busybox:1.37", "--helper-image", "berth/fill")
	list, err := recommend.Templates(templates.Files)
	y.must(err)
	only := strings.FieldsFunc(os.Getenv("BERTH_ONLY"), func(r rune) bool { return r == ',' })
	tab := browser(t)
	var results []result
	for _, x := range trials {
		if len(only) > 0 && !slices.ContainsFunc(only, func(n string) bool { return strings.HasPrefix(x.name, n) }) {
			continue
		}
		r := result{trial: x}
		t.Run(x.name, func(t *testing.T) {
			whole := y.T
			y.T = t
			defer func() { y.T = whole }()
			t.Cleanup(func() {
				if t.Failed() && r.err == nil {
					r.err = errors.New("it failed")
				}
			})
			y.try(&r, list, tab)
		})
		results = append(results, r)
		if path := os.Getenv("BERTH_RESULTS"); path != "" { // what there is, if it does not get to its end
			y.must(os.WriteFile(path, []byte(report(results)), 0o644))
		}
	}
	t.Log("\n" + report(results))
}

// try rents, deploys, opens and ends one.
func (y *yard) try(r *result, list []wire.Template, tab context.Context) {
	p := y.tenant(0)
	bought, format := resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: 2048, TrafficMiB: 4096}, r.format
	var tpl wire.Template
	if format == "" {
		i := slices.IndexFunc(list, func(x wire.Template) bool { return x.ID == r.name })
		if i < 0 {
			y.Fatalf("no template %s", r.name)
		}
		tpl, format = list[i], "template"
		bought = tpl.Bundles[0].Resources // for what it says it is enough
		bought.CPUMilli, bought.MemoryMiB, bought.DiskMiB = min(bought.CPUMilli, 1500), min(bought.MemoryMiB, 2560), min(bought.DiskMiB, 4096)
	}
	y.must(p.rent(y.Context(), bought))
	defer func() {
		if _, err := p.Sender.Cancel(y.Context(), p.ID, 1); err != nil {
			y.Errorf("cancel: %v", err)
		}
		y.within(time.Minute, "nothing of it is left", func() error {
			all, err := y.namespaces()
			if err == nil && all[p.ID] != "" {
				err = errors.New(all[p.ID])
			}
			return err
		})
	}()
	y.within(30*time.Second, "the order is active", func() error { return p.active(y.Context()) })
	y.within(10*time.Second, "the gateway gives a token", func() error { return p.Authorise(y.Context(), 0) })

	values := fill(tpl, r.values, func(service string) string { return p.url(service) })
	text := r.text
	if format == "template" {
		b, err := json.Marshal(wire.TemplateManifest{Template: tpl.ID, Compose: tpl.Compose, Values: values})
		y.must(err)
		text = string(b)
	}
	y.within(time.Minute, "the check takes it, and says how it is kept apart", func() error { // once it is known what the machines can do
		c, err := p.plan(y, format, text)
		switch {
		case err != nil:
			return err
		case !c.OK:
			return fmt.Errorf("%+v", c.Problems)
		case !r.plain && c.Services[0].Isolation != string(manifest.Rooted):
			return fmt.Errorf("%s is %s", c.Services[0].Name, c.Services[0].Isolation)
		}
		return nil
	})
	began := time.Now()
	y.must(p.put(y.Context(), format, text))
	y.within(2*time.Minute, "it is ready", func() error { return p.is(y.Context(), wire.PhaseReady) })
	r.pull = time.Since(began)
	pods, err := y.kube.CoreV1().Pods(y.namespace(p.ID)).List(y.Context(), metav1.ListOptions{})
	y.must(err)
	for _, pod := range pods.Items {
		kind := "plain"
		if pod.Spec.HostUsers != nil && !*pod.Spec.HostUsers {
			kind = "rooted"
		}
		for _, c := range pod.Spec.Containers {
			r.images, r.kinds = append(r.images, c.Image), append(r.kinds, kind)
		}
	}
	y.opens(p, r, values, tab)
	r.memoryMiB = y.memory(p)

	y.must(p.Power(y.Context(), "stop"))
	y.within(time.Minute, "it is stopped", func() error { return errors.Join(p.is(y.Context(), wire.PhaseStopped), y.pods(p, 0)) })
	began = time.Now()
	y.must(p.Power(y.Context(), "start"))
	y.within(3*time.Minute, "it is ready again", func() error { return p.is(y.Context(), wire.PhaseReady) })
	r.start = time.Since(began)
	y.opens(p, r, values, tab)
}

// opens sees that a service works: its page in Chromium, its ports by its clients.
func (y *yard) opens(p *tenant, r *result, values map[string]string, tab context.Context) {
	y.Helper()
	if r.service != "" {
		ticket, err := p.Ticket(y.Context(), r.service)
		y.must(err)
		ctx, cancel := context.WithTimeout(tab, 2*time.Minute)
		defer cancel()
		y.must(chromedp.Do(ctx, chromedp.Navigate(ticket)))
		y.within(20*time.Second, "its page is opened by a ticket", func() error {
			at, err := chromedp.Run(ctx, chromedp.Evaluate[string]("location.origin"))
			if err == nil && !strings.HasPrefix(at, strings.TrimSuffix(p.url(r.service), "/")) {
				err = errors.New(at)
			}
			return err
		})
		y.within(time.Minute, "its page shows what it should", func() error {
			if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](r.look)); err != nil || ok {
				return err
			}
			words, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.title + ': ' + document.body.innerText.slice(0, 200)"))
			if err := chromedp.Do(ctx, chromedp.Navigate(p.url(r.service)+r.at)); err != nil {
				return err
			}
			return errors.Join(fmt.Errorf("it shows %q", words), err)
		})
	}
	if r.speak == nil {
		return
	}
	c := p.login(y, r.first())
	a := &asked{values: values, dial: func(service string, port int) (net.Conn, error) {
		return c.Dial("tcp", fmt.Sprintf("%s:%d", service, port))
	}}
	y.within(30*time.Second, "it answers its client", func() error { return r.speak(a) })
}

// first is a service of the trial's, by which its user logs in.
func (r *result) first() string {
	if r.service != "" {
		return r.service
	}
	return r.name
}

// fill gives a template's values as its form does.
func fill(tpl wire.Template, given map[string]string, url func(service string) string) map[string]string {
	all := map[string]string{}
	for _, p := range tpl.Params {
		switch {
		case given[p.Key] != "":
			all[p.Key] = given[p.Key]
		case p.Generate != nil:
			all[p.Key] = strings.ToLower(rand.Text() + rand.Text())[:p.Generate.Length]
		case p.Fill != nil && p.Fill.As == "host":
			_, all[p.Key], _ = strings.Cut(url(p.Fill.Service), "://")
		case p.Fill != nil:
			all[p.Key] = url(p.Fill.Service)
		default:
			all[p.Key] = p.Default
		}
	}
	return all
}

// url is that of a service of the order.
func (p *tenant) url(service string) string {
	return strings.Replace(p.Gateway, "://", fmt.Sprintf("://%s-%d.", service, p.ID), 1)
}

// put deploys a text of any format, and does not wait.
func (p *tenant) put(ctx context.Context, format, text string) error {
	req, err := p.Sign(text, typed.Deploy{Format: format, Revision: 1})
	if err != nil {
		return err
	}
	return rig.Eventually(10*time.Second, func() error {
		status, body, err := p.Do(ctx, "PUT", p.API("deployment"), req)
		if err == nil && status != http.StatusOK {
			err = fmt.Errorf("deploy: %d %.2000s", status, body)
		}
		return err
	})
}

// memory is what an order's pods use, in MiB, as the kubelet counts.
func (y *yard) memory(p *tenant) (sum uint64) {
	ns := y.namespace(p.ID)
	y.within(40*time.Second, "the kubelet counts it", func() error {
		var all struct {
			Pods []struct {
				PodRef struct{ Namespace string }
				Memory struct{ WorkingSetBytes uint64 }
			}
		}
		raw, err := y.kube.CoreV1().RESTClient().Get().AbsPath("/api/v1/nodes/node1/proxy/stats/summary").DoRaw(y.Context())
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &all); err != nil {
			return err
		}
		sum = 0
		for _, x := range all.Pods {
			if x.PodRef.Namespace == ns {
				sum += x.Memory.WorkingSetBytes >> 20
			}
		}
		if sum == 0 {
			return errors.New("it does not yet")
		}
		return nil
	})
	return sum
}

// browser starts Chromium, which ends with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("%v; remedy: make chromium", err)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 900))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // with a context that outlives each page's
		t.Fatal(err)
	}
	return ctx
}

// reportHead says what the table is.
const reportHead = `# The catalogue on a cluster

Written by ` + "`make catalogue-kube RESULTS=docs/catalogue-results.md`" + `, on a machine with 2 cores that ran the cluster, the gateway and the browser as well.

Each service was rented, deployed under the name that its image has in public registries, and opened through the gateway: its page in Chromium after a ticket,
its other ports by a client of its protocol over SSH. Then it was stopped, started again with its disks, and opened once more. The images are not the public ones,
which this machine cannot reach: [e2e/images](../e2e/images) builds them out of Debian's packages, npm's and Go's modules, with entry points that begin as the public ones do
(` + "`cd e2e/images && go run . list`" + ` says of what each is made). The first start includes pulling them from a registry on the same machine; memory is what the kubelet
counted of all of an order's processes, some seconds after the start and one visit.

`

// report is a table of what became of the trials.
func report(results []result) string {
	var b strings.Builder
	b.WriteString(reportHead)
	b.WriteString("| service | images | kept apart | first start, s | start, s | memory, MiB | seen by |\n| --- | --- | --- | ---: | ---: | ---: | --- |\n")
	for _, r := range results {
		by := "its client"
		switch {
		case r.err != nil:
			by = "**failed**"
		case r.speak != nil && r.service != "":
			by = "Chromium and its client"
		case r.service != "":
			by = "Chromium"
		}
		images, kinds := slices.Sorted(slices.Values(r.images)), slices.Sorted(slices.Values(r.kinds))
		fmt.Fprintf(&b, "| %s | %s | %s | %.1f | %.1f | %d | %s |\n", r.name, strings.Join(images, ", "), strings.Join(slices.Compact(kinds), ", "),
			r.pull.Seconds(), r.start.Seconds(), r.memoryMiB, by)
	}
	return b.String()
}
