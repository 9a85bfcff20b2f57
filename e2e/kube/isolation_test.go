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
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/e2e/rig"
	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// finding is one line of berth/hostile's.
type finding struct {
	Try    string
	OK     bool
	Detail string
}

// try has the tenant's berth/hostile run a command, asked for through the gateway as its user does.
func (p *tenant) try(ctx context.Context, args ...string) (map[string]finding, error) {
	ask, err := json.Marshal(map[string]any{"args": args})
	if err != nil {
		return nil, err
	}
	res, err := p.HTTP.Post(p.service()+"/run", "application/json", bytes.NewReader(ask))
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 300))
		return nil, fmt.Errorf("%v: %s %s", args, res.Status, b)
	}
	all := map[string]finding{}
	for d := json.NewDecoder(res.Body); ; {
		var f finding
		if err := d.Decode(&f); err != nil {
			return all, nil // the process may be killed for what it does
		}
		all[f.Try] = f
	}
}

// table collects what became of each attempt, for the log.
type table struct {
	t    *testing.T
	rows []string
}

func (b *table) row(what string, held bool, format string, args ...any) {
	b.t.Helper()
	said := fmt.Sprintf(format, args...)
	b.rows = append(b.rows, fmt.Sprintf("| %s | %s |", what, said))
	if !held {
		b.t.Errorf("%s: %s", what, said)
	}
}

// apart is how berth/hostile is run: each kind of isolation with a file that asks for it.
var apart = map[manifest.Isolation]struct{ format, file string }{
	manifest.Plain:  {"compose", "services: {web: {image: berth/hostile, user: \"10001\", ports: [\"8080\"], volumes: [\"data:/data\"]}}\nvolumes: {data: {x-berth-size: 128Mi}}\n"},
	manifest.Rooted: {"compose", "services: {web: {image: berth/hostile, user: root, ports: [\"8080\"], volumes: [\"data:/data\"]}}\nvolumes: {data: {x-berth-size: 128Mi}}\n"},
	manifest.Sandboxed: {"kubernetes", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      runtimeClassName: gvisor
      containers:
        - name: web
          image: berth/hostile
          securityContext: {runAsUser: 0}
          ports: [{containerPort: 8080, name: http}]
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 128Mi}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080, targetPort: 8080, name: http}]}
`},
}

// TestIsolation tries from a tenant's service what no tenant may do, in each way in which services are kept apart.
func TestIsolation(t *testing.T) {
	y := newYard(t, 4, time.Hour, rooted...)
	victim := y.settle(3, small)
	_, err := victim.Up(y.Context(), 1, image("hello", "", nil))
	y.must(err)
	for i, kind := range []manifest.Isolation{manifest.Plain, manifest.Rooted, manifest.Sandboxed} {
		t.Run(string(kind), func(t *testing.T) {
			if kind == manifest.Sandboxed && !y.sandbox() {
				t.Skip("the cluster has no gVisor")
			}
			whole := y.T
			y.T = t
			defer func() { y.T = whole }()
			y.isolated(y.settle(i, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024}), kind, y.namespace(victim.ID))
		})
	}
}

// sandbox reports whether the cluster has gVisor.
func (y *yard) sandbox() bool {
	y.Helper()
	_, err := y.kube.NodeV1().RuntimeClasses().Get(y.Context(), "gvisor", metav1.GetOptions{})
	if err != nil && !apierrors.IsNotFound(err) {
		y.Fatal(err)
	}
	return err == nil
}

// isolated runs berth/hostile in one way and makes the table of it.
func (y *yard) isolated(p *tenant, kind manifest.Isolation, other string) {
	f := apart[kind]
	y.within(60*time.Second, "it is deployed", func() error { return p.send(y.Context(), 1, f.format, f.file) }) // once the machines were looked at
	y.must(p.enter(y.Context()))
	y.within(30*time.Second, "hostile answers", p.shows(y.Context(), "hostile"))
	told, err := p.Deployment(y.Context())
	y.must(err)
	if len(told.Services) != 1 || told.Services[0].Isolation != string(kind) {
		y.Errorf("the deployment says %+v, want %s", told.Services, kind)
	}
	ns := y.namespace(p.ID)
	d, err := y.kube.AppsV1().Deployments(ns).Get(y.Context(), "web", metav1.GetOptions{})
	y.must(err)
	pod := d.Spec.Template.Spec
	if own, boxed := pod.HostUsers != nil && !*pod.HostUsers, pod.RuntimeClassName != nil; own != (kind == manifest.Rooted) || boxed != (kind == manifest.Sandboxed) {
		y.Errorf("%s: users of its own %t, a runtime class %t", kind, own, boxed)
	}
	b := &table{t: y.T}
	y.Cleanup(func() {
		b.t.Logf("isolation, %s:\n| tried | what came of it |\n| --- | --- |\n%s", kind, strings.Join(b.rows, "\n"))
	})
	y.rights(b, ns, p, kind)
	y.reach(b, p, other)
	y.greed(b, p, ns, kind)
}

// rights: what a process may do and see on its machine, and what pods may be made at all.
func (y *yard) rights(b *table, ns string, p *tenant, kind manifest.Isolation) {
	// No manifest can ask for it.
	for _, field := range []string{"privileged", "hostPath", "hostNetwork", "hostPort", "user", "capabilities"} {
		m := map[string]any{"template": "x", "service": "web", "image": "berth/hostile", "port": 8080, field: true}
		_, err := p.Deploy(y.Context(), 2, m)
		b.row("a manifest with "+field, err != nil && strings.Contains(err.Error(), ": 4"), "refused by the gateway: %.160v", err)
	}
	// And if one could, the namespace would refuse it.
	yes, root := true, int64(0)
	for _, c := range []struct {
		what   string
		change func(*corev1.PodSpec)
	}{
		{"privileged", func(s *corev1.PodSpec) {
			s.Containers[0].SecurityContext.Privileged, s.Containers[0].SecurityContext.AllowPrivilegeEscalation = &yes, nil
		}},
		{"hostPath", func(s *corev1.PodSpec) {
			s.Volumes = []corev1.Volume{{Name: "h", VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/"}}}}
		}},
		{"hostNetwork", func(s *corev1.PodSpec) { s.HostNetwork = true }},
		{"hostPID", func(s *corev1.PodSpec) { s.HostPID = true }},
		{"hostPort", func(s *corev1.PodSpec) {
			s.Containers[0].Ports = []corev1.ContainerPort{{ContainerPort: 80, HostPort: 80}}
		}},
		{"root", func(s *corev1.PodSpec) { s.Containers[0].SecurityContext.RunAsUser = &root }},
		{"added capabilities", func(s *corev1.PodSpec) {
			s.Containers[0].SecurityContext.Capabilities.Add = []corev1.Capability{"SYS_ADMIN"}
		}},
		{"seccomp off", func(s *corev1.PodSpec) {
			s.SecurityContext.SeccompProfile = &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeUnconfined}
		}},
	} {
		no, user := false, int64(10001)
		spec := corev1.PodSpec{
			SecurityContext: &corev1.PodSecurityContext{RunAsNonRoot: &yes, RunAsUser: &user, SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}},
			Containers: []corev1.Container{{
				Name: "x", Image: "berth/hostile",
				SecurityContext: &corev1.SecurityContext{AllowPrivilegeEscalation: &no, Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}},
			}},
		}
		c.change(&spec)
		_, err := y.kube.CoreV1().Pods(ns).Create(y.Context(), &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "x"}, Spec: spec}, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
		said := fmt.Sprint(err)
		for _, mark := range []string{"violates ", "denied request: "} { // by Pod Security, or by the policy for pods
			if _, rest, ok := strings.Cut(said, mark); ok {
				said = rest
			}
		}
		b.row("a pod, "+c.what, apierrors.IsForbidden(err) || apierrors.IsInvalid(err) && said != err.Error(), "refused: %.160s", said)
	}

	status, err := p.try(y.Context(), "status")
	y.must(err)
	want := map[string]string{"Uid": "10001 10001 10001 10001", "CapEff": "0000000000000000", "CapBnd": "0000000000000000", "NoNewPrivs": "1", "Seccomp": "2"}
	if kind != manifest.Plain {
		want["Uid"], want["CapEff"], want["CapBnd"] = "0 0 0 0", "00000000000004fb", "00000000000004fb"
	}
	if kind == manifest.Sandboxed { // gVisor's kernel knows neither; the machine's are around gVisor itself
		delete(want, "NoNewPrivs")
		delete(want, "Seccomp")
	}
	for key, want := range want {
		b.row("its own "+key, status[key].Detail == want, "%s", status[key].Detail)
	}
	for _, args := range [][]string{{"token"}, {"syscalls"}, {"write", "/", "/etc", "/app", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/fs/cgroup",
		"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/pids/cgroup.procs"}} {
		all, err := p.try(y.Context(), args...)
		y.must(err)
		var open, shut, may []string
		for what, f := range all {
			switch {
			case what == "exit" || strings.HasPrefix(what, "list "):
			case f.OK && mayAsRoot[kind][what]:
				may = append(may, what)
			case f.OK:
				open = append(open, what+" ("+f.Detail+")")
			default:
				shut = append(shut, what)
			}
		}
		slices.Sort(shut)
		b.row(args[0], len(open) == 0 && len(shut) > 1, "refused: %s; let through: %v; its own, and let through: %v", strings.Join(shut, ", "), open, may)
	}
}

// mayAsRoot is what root may do with what is its own: the container's files, and itself.
var mayAsRoot = map[manifest.Isolation]map[string]bool{
	// /sys/fs/cgroup itself is a file system of the container's in memory; the cgroups in it are not.
	manifest.Rooted: {"/hostile": true, "/etc/hostile": true, "/app": true, "become root": true, "become root's group": true, "/sys/fs/cgroup/hostile": true},
	// The last are of gVisor's own kernel.
	manifest.Sandboxed: {"/hostile": true, "/etc/hostile": true, "/app": true, "become root": true, "become root's group": true, "keyring": true, "open /dev/fuse": true, "/proc/sysrq-trigger": true,
		"/sys/fs/cgroup/memory/memory.limit_in_bytes": true, "/sys/fs/cgroup/pids/cgroup.procs": true},
}

// reach: whom a process can speak to.
func (y *yard) reach(b *table, p *tenant, other string) {
	pods, err := y.kube.CoreV1().Pods(other).List(y.Context(), metav1.ListOptions{})
	y.must(err)
	svc, err := y.kube.CoreV1().Services(other).Get(y.Context(), "web", metav1.GetOptions{})
	y.must(err)
	api, err := y.kube.CoreV1().Services("default").Get(y.Context(), "kubernetes", metav1.GetOptions{})
	y.must(err)
	nodes, err := y.kube.CoreV1().Nodes().List(y.Context(), metav1.ListOptions{})
	y.must(err)
	closed := map[string][]string{
		"metadata address":          {"169.254.169.254:80"},
		"private and shared ranges": {"10.0.0.1:80", "172.16.0.1:80", "192.168.1.1:80", "100.64.0.1:80", "127.0.0.53:53"},
		"API server":                {api.Spec.ClusterIP + ":443"},
		"another order's pod":       {pods.Items[0].Status.PodIP + ":8080"},
		"another order's service":   {svc.Spec.ClusterIP + ":8080"},
		"IPv6, private and mapped":  {"[fd00::1]:80", "[fe80::1%eth0]:80", "[::ffff:169.254.169.254]:80"},
	}
	if svc.Spec.ClusterIP == corev1.ClusterIPNone { // its name leads to the pod itself
		delete(closed, "another order's service")
	}
	for _, n := range nodes.Items {
		for _, a := range n.Status.Addresses {
			if a.Type == corev1.NodeInternalIP {
				closed["the node itself"] = append(closed["the node itself"], a.Address+":10250", a.Address+":6443", a.Address+":22")
			}
		}
	}
	for what, targets := range closed {
		got, err := p.try(y.Context(), append([]string{"connect", "-timeout", "1500ms"}, targets...)...)
		y.must(err)
		var said []string
		held := len(got) > 0
		for _, target := range targets {
			f := got[target]
			// Somebody who refuses has been reached; on its own loopback that is the pod itself.
			reached := f.OK || strings.Contains(f.Detail, "refused") && !strings.HasPrefix(target, "127.")
			held = held && f.Try != "" && !reached
			said = append(said, fmt.Sprintf("%s: %.60s", target, f.Detail[strings.LastIndexByte(f.Detail, ':')+1:]))
		}
		b.row(what, held, "%s", strings.Join(said, "; "))
	}
	name := "web." + other + ".svc.cluster.local"
	found, err := p.try(y.Context(), "resolve", "web", "example.org")
	y.must(err)
	open, err := p.try(y.Context(), "connect", "1.1.1.1:80", "web:8080", name+":8080")
	y.must(err)
	b.row("the internet, and itself by name (may)", open["1.1.1.1:80"].OK && open["web:8080"].OK && found["web"].OK && found["example.org"].OK, "1.1.1.1:80 %s, web:8080 %s", open["1.1.1.1:80"].Detail, open["web:8080"].Detail)
	b.row("another order's service by name", !open[name+":8080"].OK, "%s", open[name+":8080"].Detail)
}

// greed: more than was bought.
func (y *yard) greed(b *table, p *tenant, ns string, kind manifest.Isolation) {
	f, err := p.try(y.Context(), "fork", "2000")
	if kind == manifest.Sandboxed {
		// gVisor's own threads are among those that a pod may have: it stands still, and its user starts it anew.
		b.row("fork bomb", !f["fork 2000"].OK, "%s; %v", f["fork 2000"].Detail, err)
		y.within(30*time.Second, "it is restarted", func() error { return p.Power(y.Context(), "restart") })
	} else {
		y.must(err)
		b.row("fork bomb", !f["fork 2000"].OK && f["fork 2000"].Detail != "", "%s", f["fork 2000"].Detail)
	}
	y.within(60*time.Second, "it answers after the fork bomb", p.shows(y.Context(), "hostile"))

	// What answered may have been the one that is ended by the restart.
	y.within(60*time.Second, "the disk is tried", func() error {
		f, err = p.try(y.Context(), "disk", "/data/big", "400")
		return err
	})
	b.row("400 MiB on a disk of less than 256", !f["disk /data/big"].OK && strings.Contains(f["disk /data/big"].Detail, "no space"), "%s", f["disk /data/big"].Detail)

	f, err = p.try(y.Context(), "memory", "600")
	// In gVisor the pod ends, and not only the process: nothing says how that ended.
	b.row("600 MiB of memory of 256", (err == nil || kind == manifest.Sandboxed) && !f["memory 600 MiB"].OK && !f["exit"].OK, "%s, then %s", f["memory 600 MiB"].Detail, f["exit"].Detail)
	y.within(60*time.Second, "it answers after having taken memory", p.shows(y.Context(), "hostile"))

	big := "/tmp/big"
	if kind == manifest.Sandboxed {
		big = "/big" // its /tmp is in memory, which is the pod's
	}
	f, err = p.try(y.Context(), "disk", big, "200") // outside of the disk: 64
	y.must(err)
	said := fmt.Sprint(f)
	err = rig.Eventually(90*time.Second, func() error {
		d, err := p.Deployment(y.Context())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.Steps, func(s wire.Progress) bool { return strings.Contains(string(s.Text), "outside of its") })
		if i < 0 {
			return errors.New("not evicted")
		}
		said = string(d.Steps[i].Text)
		return nil
	})
	b.row("200 MiB outside of the disk, where less may be", err == nil, "%s", said)
	y.within(90*time.Second, "it answers after having been evicted", p.shows(y.Context(), "hostile"))

	made := 0
	for ; made < 2000 && err == nil; made++ {
		_, err = y.kube.CoreV1().ConfigMaps(ns).Create(y.Context(), &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{GenerateName: "many-"}}, metav1.CreateOptions{})
	}
	b.row("thousands of objects", apierrors.IsForbidden(err) && made < 50, "%d, then refused: %.100v", made-1, err)
	_, err = y.kube.CoreV1().Services(ns).Create(y.Context(), &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Name: "out"}, Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeNodePort, Ports: []corev1.ServicePort{{Port: 80}}},
	}, metav1.CreateOptions{})
	b.row("a port on the node", apierrors.IsForbidden(err), "refused: %.120v", err)
	_, err = y.kube.CoreV1().PersistentVolumeClaims(ns).Create(y.Context(), &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Name: "more"}, Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources:   corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: kresource.MustParse("1Gi")}},
		},
	}, metav1.CreateOptions{})
	b.row("a second disk", apierrors.IsForbidden(err), "refused: %.120v", err)
}
