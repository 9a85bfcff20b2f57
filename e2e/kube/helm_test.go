package kube

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// release is what the chart is installed as.
const release = "gw"

// TestHelm is a newcomer's way with the Helm chart, on a cluster without a registry, by the commands that gateway/README.md says and
// berth-gateway prints: init makes the key and the values, the image is imported, the chart installed, the node registered with what
// the gateway measured in its pod, the doctor content, and an order served, over an upgrade too. An uninstall leaves nothing but the
// volume.
func TestHelm(t *testing.T) {
	config := kubeconfig(t)
	if _, err := os.Stat(filepath.Join(filepath.Dir(config), "..", "containerd", "sock")); err != nil {
		t.Skipf("the cluster is not e2e/cluster's, which takes an image out of a file: %v", err)
	}
	y, wallet, _ := newGround(t, 1, nodeAddress(t))
	t.Cleanup(y.clear)
	y.swept()
	helm := y.tool("helm", filepath.Join("..", "..", "deploy"), "go", "build", "-o", filepath.Join(t.TempDir(), "helm"), "helm.sh/helm/v3/cmd/helm")
	bin := y.imported()
	front := rig.FreePorts(t, 1)[0]
	domain := "yard.localhost:" + strconv.Itoa(front)
	y.url = "http://" + domain
	dir := t.TempDir()
	y.must(y.addresses.Save(filepath.Join(dir, "addresses.json")))
	mine := y.values(dir)
	typed := 0
	do := func(program string, args ...string) (string, error) {
		typed++
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, program, args...)
		cmd.Env = append(os.Environ(), "KUBECONFIG="+config, "BERTH_CONFIG="+filepath.Join(dir, "berth-gateway.yaml"), "HELM_CACHE_HOME="+t.TempDir(), "HELM_CONFIG_HOME="+t.TempDir(), "HELM_DATA_HOME="+t.TempDir())
		var out, wrong bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &wrong
		if err := cmd.Run(); err != nil {
			return out.String(), fmt.Errorf("%s %v: %w\n%s%s", filepath.Base(program), args, err, &out, &wrong)
		}
		return out.String(), nil
	}
	must := func(program string, args ...string) string {
		t.Helper()
		said, err := do(program, args...)
		if err != nil {
			t.Fatalf("%v\n%s", err, y.podLog())
		}
		return said
	}
	kubectl := y.kubectl()
	chart := filepath.Join("..", "..", "deploy", "helm", "berth-gateway")
	install := []string{"install", release, chart, "--namespace", kubetest.Space, "--values", filepath.Join(dir, "values.yaml"), "--values", mine}
	inPod := func(words ...string) []string {
		return append([]string{"--namespace", kubetest.Space, "exec", release + "-0", "--", "berth-gateway"}, words...)
	}

	began := time.Now()
	must(bin, "init", "--yes", "--helm", "--node", y.node.String(), "--addresses", filepath.Join(dir, "addresses.json"), "--rpc", y.rpc, "--domain", domain, "--certificate", "none",
		"--region", "test", "--price", "BRT:core-hour=0.001")
	aside, before := time.Now(), typed
	if _, err := do(helm, install...); err == nil || !strings.Contains(err.Error(), "kubectl label namespace berth-gateway berth/gateway=true") {
		t.Fatalf("without the namespace's label: %v", err)
	}
	began, typed = began.Add(time.Since(aside)), before // nobody does that who does what is said
	must(kubectl, "apply", "-f", filepath.Join(dir, "cluster.yaml"))
	said := must(helm, install...)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the gateway's log:\n%s", y.podLog())
		}
		do(helm, "uninstall", release, "--namespace", kubetest.Space, "--wait", "--ignore-not-found")
		y.swept()
	})
	for _, want := range []string{"berth-gateway register", "berth-gateway doctor"} {
		if !strings.Contains(said, want) {
			t.Errorf("it is not told %q: %q", want, said)
		}
	}
	y.within(2*time.Minute, "its pod runs", func() error {
		p, err := y.kube.CoreV1().Pods(kubetest.Space).Get(y.Context(), release+"-0", metav1.GetOptions{})
		if err == nil && (len(p.Status.ContainerStatuses) != 1 || p.Status.ContainerStatuses[0].State.Running == nil) {
			err = fmt.Errorf("it is %s", p.Status.Phase)
		}
		return err
	})
	y.relay(front)
	y.registers(wallet, must(kubectl, inPod("register", "--json")...))
	y.within(time.Minute, "it is ready", func() error {
		pod := y.pod()
		return rig.Ready("http://" + net.JoinHostPort(pod.Status.PodIP, "9101"))
	})
	report, err := do(kubectl, inPod("doctor", "--json")...) // with 1 where there are warnings
	y.content(report, err)
	t.Logf("ready, and the doctor content, %.1f s after init, %d commands and two transactions of the wallet's", time.Since(began).Seconds(), typed)
	pod := y.pod()
	if n := pod.Status.ContainerStatuses[0].RestartCount; n != 0 {
		t.Errorf("it was started %d times again", n)
	}
	for _, wrong := range []string{"can give itself rights everywhere", "promises more than"} {
		if log := y.podLog(); strings.Contains(log, wrong) {
			t.Errorf("it says %q:\n%s", wrong, log)
		}
	}

	p := y.settle(0, small)
	_, err = p.Up(y.Context(), 1, image("hello", "", map[string]string{"GREETING": "out of a pod"}))
	y.must(err)
	y.must(p.enter(y.Context()))
	y.within(20*time.Second, "its page", p.shows(y.Context(), "out of a pod"))
	t.Logf("the first order serves %.1f s after init, %d commands", time.Since(began).Seconds(), typed)
	y.strangers(pod.Status.PodIP)

	y.business(p, wallet)

	must(helm, "upgrade", release, chart, "--namespace", kubetest.Space, "--reuse-values", "--set", "region=elsewhere", "--wait", "--timeout", "3m")
	if now := y.pod(); now.UID == pod.UID {
		t.Error("other settings, and the same pod")
	}
	y.within(30*time.Second, "its page after an upgrade", func() error { return p.open(y.Context(), "out of a pod") })

	must(helm, "uninstall", release, "--namespace", kubetest.Space, "--wait", "--timeout", "2m")
	y.within(time.Minute, "an uninstall leaves nothing but the volume", func() error {
		if left := y.left(); len(left) != 1 || left[0] != "PersistentVolumeClaim "+release {
			return fmt.Errorf("there is %v", left)
		}
		return nil
	})
}

// business is what an operator does in the pod: sees what the order earned, has it paid out, and announces maintenance and its end.
func (y *yard) business(p *tenant, wallet *ecdsa.PrivateKey) {
	y.Helper()
	had, err := y.client.Token(p.Coin()).Balance(y.Context(), rig.Address(wallet))
	y.must(err)
	y.within(30*time.Second, "what the order earned is paid to the node's wallet", func() error {
		if said, err := y.commands("withdraw", "--yes"); err != nil {
			return fmt.Errorf("%w: %s", err, said)
		}
		has, err := y.client.Token(p.Coin()).Balance(y.Context(), rig.Address(wallet))
		if err == nil && has.Cmp(had) <= 0 {
			err = fmt.Errorf("it has %s, as before", has)
		}
		return err
	})
	y.within(20*time.Second, "it is told", func() error {
		said, err := y.commands("earnings", "--json")
		var earned struct{ Money wire.AdminMoney }
		if err == nil && (json.Unmarshal([]byte(said), &earned) != nil || !slices.ContainsFunc(earned.Money.Tokens, func(p wire.AdminPurse) bool { return !p.Withdrawn.IsZero() })) {
			err = fmt.Errorf("%q", said)
		}
		return err
	})
	if said, err := y.commands("maintenance", "begin", "--note", "new disks", "--yes"); err != nil {
		y.Errorf("maintenance: %v, %s", err, said)
	}
	card, err := rig.Ask[wire.Card](y.Context(), p.Person, "GET", y.url+"/.well-known/berth", nil)
	if err != nil || card.Maintenance == nil || card.Maintenance.Note != "new disks" {
		y.Errorf("the card under maintenance: %+v, %v", card.Maintenance, err)
	}
	if said, err := y.commands("maintenance", "end"); err != nil {
		y.Errorf("the end of maintenance: %v, %s", err, said)
	}
}

// commands runs one of berth-gateway's in the gateway's pod, as kubectl exec does.
func (y *yard) commands(args ...string) (said string, err error) {
	y.Helper()
	words := append([]string{"berth-gateway", "--connect", "127.0.0.1:8080"}, args...)
	var out, wrong bytes.Buffer
	err = y.exec(kubetest.Space, y.pod().Name, words, &out, &wrong)
	return out.String() + wrong.String(), err
}

// nodeAddress is the address of the cluster's node, which pods reach.
func nodeAddress(t *testing.T) string {
	t.Helper()
	nodes, err := connect(t).CoreV1().Nodes().List(t.Context(), metav1.ListOptions{})
	if err != nil || len(nodes.Items) != 1 {
		t.Fatalf("%d nodes, %v", len(nodes.Items), err)
	}
	for _, a := range nodes.Items[0].Status.Addresses {
		if a.Type == corev1.NodeInternalIP {
			return a.Address
		}
	}
	t.Fatal("the node has no address")
	return ""
}

// tool runs a command of another module's folder that makes a program, and gives the program's path, which is its -o.
func (y *yard) tool(what, dir string, args ...string) string {
	y.Helper()
	y.ran(what, dir, args...)
	for i, a := range args {
		if a == "-o" {
			return args[i+1]
		}
	}
	y.Fatalf("%s: no -o in %v", what, args)
	return ""
}

// ran runs a command in a folder; what it makes has no C in it.
func (y *yard) ran(what, dir string, args ...string) {
	y.Helper()
	ctx, cancel := context.WithTimeout(y.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		y.Fatalf("%s: %v\n%s", what, err, out)
	}
}

// imported makes the gateway and its image, gives this to the cluster, and gives the program's path.
func (y *yard) imported() string {
	y.Helper()
	root, dir := filepath.Join("..", ".."), y.TempDir()
	bin := y.tool("the gateway", root, "go", "build", "-trimpath", "-ldflags", "-s -w -X berth/shared/server/web.linked=e2e", "-o", filepath.Join(dir, "berth-gateway"), "./gateway/main")
	y.ran("the image", filepath.Join(root, "deploy", "image"), "go", "run", ".", "-version", "e2e", "-out", dir, bin)
	y.ran("the import", filepath.Join(root, "e2e", "cluster"), "go", "run", ".", "import", filepath.Join(dir, "berth-gateway.tar"))
	return bin
}

// kubectl is that of e2e/cluster.
func (y *yard) kubectl() string {
	y.Helper()
	dir := os.Getenv("BERTH_CLUSTER_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		y.must(err)
		dir = filepath.Join(cache, "berth-cluster")
	}
	path := filepath.Join(dir, "bin", "kubectl")
	if _, err := os.Stat(path); err != nil {
		y.Fatalf("the cluster's kubectl: %v", err)
	}
	return path
}

// registers has the node's wallet send what register says, and some coin to the operator.
func (y *yard) registers(wallet *ecdsa.PrivateKey, said string) {
	y.Helper()
	var r struct {
		Registered bool
		From, To   eth.Address
		Operator   eth.Address
		Data       eth.Bytes
	}
	if err := json.Unmarshal([]byte(said), &r); err != nil || r.Registered || r.From != y.node {
		y.Fatalf("register says %q, %v", said, err)
	}
	s := chain.NewSender(y.client, wallet, chain.SenderConfig{})
	_, err := s.Pay(y.Context(), r.Operator, amount.Of(1e18))
	y.must(err)
	_, err = s.Transact(y.Context(), r.To, r.Data)
	y.must(err)
}

// content sees that the doctor finds nothing that keeps the node from earning, and well what a cluster and a chain are asked.
func (y *yard) content(report string, ended error) {
	y.Helper()
	var r struct {
		Findings []struct{ Check, State, Text string }
	}
	if err := json.Unmarshal([]byte(report), &r); err != nil || len(r.Findings) == 0 {
		y.Fatalf("the doctor says %q, %v, %v", report, err, ended)
	}
	well := map[string]bool{}
	for _, f := range r.Findings {
		well[f.Check] = f.State == "ok"
		if f.State == "failure" {
			y.Errorf("the doctor: %s: %s", f.Check, f.Text)
		}
		if f.State == "warning" || f.State == "unknown" {
			y.Logf("the doctor: %s: %s: %s", f.State, f.Check, f.Text)
		}
	}
	for _, check := range []string{"settings", "key", "disk", "chain", "contracts", "registry", "endpoint", "gas", "clock", "cluster", "rights", "order-rights", "network-policy", "storage", "scratch", "figures", "promise"} {
		if !well[check] {
			y.Errorf("the doctor does not find %s well: %s", check, report)
		}
	}
}

// values writes what an operator of this cluster has of values beside those that init makes.
func (y *yard) values(dir string) (path string) {
	y.Helper()
	path = filepath.Join(dir, "my.yaml")
	raw, err := yaml.Marshal(map[string]any{
		"service": map[string]any{"type": "ClusterIP"}, "persistence": map[string]any{"size": "6Gi"},
		"settings": map[string]any{"poll": "100ms", "probation": "0s", "notice": "1s", "grace": "1h", "registries": []string{"public", "registry.test"}, "probe-image": "berth/shell"},
	})
	y.must(err)
	y.must(os.WriteFile(path, raw, 0o600))
	return path
}

// swept makes the cluster one in which no gateway ever was, but for an empty namespace without labels.
func (y *yard) swept() {
	y.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	gone := func(err error) {
		y.Helper()
		if err != nil && !apierrors.IsNotFound(err) {
			y.Error(err)
		}
	}
	for _, o := range y.shared() {
		gone(y.kube.CoreV1().RESTClient().Delete().AbsPath(o).Do(ctx).Error())
	}
	gone(y.kube.CoreV1().PersistentVolumeClaims(kubetest.Space).Delete(ctx, release, metav1.DeleteOptions{}))
	gone(y.kube.CoreV1().Secrets(kubetest.Space).Delete(ctx, "berth-gateway-keys", metav1.DeleteOptions{}))
	spaces := y.kube.CoreV1().Namespaces()
	n, err := spaces.Get(ctx, kubetest.Space, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = spaces.Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: kubetest.Space}}, metav1.CreateOptions{})
		gone(err)
		return
	}
	gone(err)
	delete(n.Labels, "berth/gateway")
	delete(n.Labels, "pod-security.kubernetes.io/enforce")
	_, err = spaces.Update(ctx, n, metav1.UpdateOptions{})
	gone(err)
}

// shared are the API's paths of what all gateways of a cluster have in common.
func (y *yard) shared() (all []string) {
	y.Helper()
	for _, file := range kubetest.Files(y.T) {
		for _, doc := range kubetest.Documents(y.T, file) {
			var head struct {
				Kind     string
				Metadata metav1.ObjectMeta
			}
			y.must(json.Unmarshal(doc, &head))
			if head.Kind != "Namespace" {
				all = append(all, path.Join(kubetest.Place(y.T, head.Kind, head.Metadata.Namespace), head.Metadata.Name))
			}
		}
	}
	return all
}

// left is what there is of the release, and of what it shares with others.
func (y *yard) left() (all []string) {
	y.Helper()
	here, mine := "/namespaces/"+kubetest.Space+"/", "app.kubernetes.io/instance="+release
	for _, of := range []struct{ kind, at, selector string }{
		{"ConfigMap", "/api/v1" + here + "configmaps", mine}, {"Service", "/api/v1" + here + "services", mine}, {"Pod", "/api/v1" + here + "pods", mine},
		{"ServiceAccount", "/api/v1" + here + "serviceaccounts", mine}, {"PersistentVolumeClaim", "/api/v1" + here + "persistentvolumeclaims", mine},
		{"StatefulSet", "/apis/apps/v1" + here + "statefulsets", mine}, {"NetworkPolicy", "/apis/networking.k8s.io/v1" + here + "networkpolicies", mine},
		{"RoleBinding", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings", mine},
		{"ClusterRoleBinding", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", mine}, {"Release", "/api/v1" + here + "secrets", "owner=helm"},
	} {
		raw, err := y.kube.CoreV1().RESTClient().Get().AbsPath(of.at).Param("labelSelector", of.selector).Do(y.Context()).Raw()
		y.must(err)
		var list struct {
			Items []struct{ Metadata metav1.ObjectMeta }
		}
		y.must(json.Unmarshal(raw, &list))
		for _, o := range list.Items {
			all = append(all, of.kind+" "+o.Metadata.Name)
		}
	}
	for _, at := range y.shared() {
		if err := y.kube.CoreV1().RESTClient().Get().AbsPath(at).Do(y.Context()).Error(); err == nil {
			all = append(all, at)
		} else if !apierrors.IsNotFound(err) {
			y.Error(err)
		}
	}
	return all
}

// pod is the gateway's.
func (y *yard) pod() *corev1.Pod {
	y.Helper()
	p, err := y.kube.CoreV1().Pods(kubetest.Space).Get(y.Context(), release+"-0", metav1.GetOptions{})
	y.must(err)
	return p
}

// podLog is the end of what the gateway says in its pod, or why there is none.
func (y *yard) podLog() string {
	lines := int64(200)
	raw, err := y.kube.CoreV1().Pods(kubetest.Space).GetLogs(release+"-0", &corev1.PodLogOptions{TailLines: &lines}).DoRaw(context.Background())
	p, _ := y.kube.CoreV1().Pods(kubetest.Space).Get(context.Background(), release+"-0", metav1.GetOptions{})
	return fmt.Sprintf("%s\n%v %+v", raw, err, p.Status)
}

// relay leads a port of this machine to the gateway's Service, since the tests' domain is at localhost.
func (y *yard) relay(port int) {
	y.Helper()
	s, err := y.kube.CoreV1().Services(kubetest.Space).Get(y.Context(), release, metav1.GetOptions{})
	y.must(err)
	to := net.JoinHostPort(s.Spec.ClusterIP, "80")
	ln, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	y.must(err)
	y.Cleanup(func() { ln.Close() })
	go func() {
		for {
			from, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer from.Close()
				c, err := net.DialTimeout("tcp", to, 2*time.Second)
				if err != nil {
					return
				}
				defer c.Close()
				go func() {
					io.Copy(c, from)
					c.(*net.TCPConn).CloseWrite()
				}()
				io.Copy(from, c)
			}()
		}
	}()
}

// strangers has a pod that is nobody's order, in another namespace, try the gateway's ports: what is for visitors is open, what is
// the owner's is not.
func (y *yard) strangers(gateway string) {
	y.Helper()
	pods := y.kube.CoreV1().Pods(metav1.NamespaceDefault)
	pod, err := pods.Create(y.Context(), &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "stranger-"},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "stranger", Image: "docker.io/berth/hostile:latest", ImagePullPolicy: corev1.PullIfNotPresent}}},
	}, metav1.CreateOptions{})
	y.must(err)
	now := int64(0)
	defer pods.Delete(context.Background(), pod.Name, metav1.DeleteOptions{GracePeriodSeconds: &now})
	visitors, owner := net.JoinHostPort(gateway, "8080"), net.JoinHostPort(gateway, "9101")
	ask, err := json.Marshal(map[string]any{"args": []string{"connect", visitors, owner}})
	y.must(err)
	all := map[string]finding{}
	y.within(60*time.Second, "a stranger's pod tries", func() error {
		p, err := pods.Get(y.Context(), pod.Name, metav1.GetOptions{})
		if err != nil || p.Status.PodIP == "" {
			return errors.Join(err, errors.New("no address yet"))
		}
		res, err := http.Post("http://"+net.JoinHostPort(p.Status.PodIP, "8080")+"/run", "application/json", bytes.NewReader(ask))
		if err != nil {
			return err
		}
		defer res.Body.Close()
		for d := json.NewDecoder(res.Body); d.More(); {
			var f finding
			if err := d.Decode(&f); err != nil {
				return err
			}
			all[f.Try] = f
		}
		return nil
	})
	if !all[visitors].OK || all[owner].OK || all[owner].Try == "" {
		y.Errorf("a stranger's pod: visitors' port %+v, owner's port %+v", all[visitors], all[owner])
	}
}
