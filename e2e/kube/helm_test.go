package kube

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/hex"
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
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
)

// release is what the chart is installed as.
const release = "gw"

// TestHelm is an operator's way with the Helm chart, on a cluster without a registry: the image is made and imported, the chart
// installed, the gateway ready in a pod that has no rights but its own, an order served by it, over an upgrade too; and an
// uninstall leaves nothing but the volume.
func TestHelm(t *testing.T) {
	config := kubeconfig(t)
	if _, err := os.Stat(filepath.Join(filepath.Dir(config), "..", "containerd", "sock")); err != nil {
		t.Skipf("the cluster is not e2e/cluster's, which takes an image out of a file: %v", err)
	}
	y, wallet, operator := newGround(t, 1, nodeAddress(t))
	t.Cleanup(y.clear)
	y.swept()
	helm := y.tool("helm", filepath.Join("..", "..", "deploy"), "go", "build", "-o", filepath.Join(t.TempDir(), "helm"), "helm.sh/helm/v3/cmd/helm")
	y.imported()

	offered := total
	offered.CPUMilli -= 500 // the gateway's pod has a part of the cluster, too
	front := rig.FreePorts(t, 1)[0]
	domain := "yard.localhost:" + strconv.Itoa(front)
	y.url = "http://" + domain
	_, err := chain.NewSender(y.client, wallet, chain.SenderConfig{}).Register(t.Context(), chain.Entry{Operator: rig.Address(operator), Total: offered, Endpoint: domain})
	y.must(err)
	y.secret(operator)
	values, addresses := y.values(domain)
	do := func(args ...string) (string, error) {
		ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, helm, append(args, "--namespace", kubetest.Space, "--kubeconfig", config)...)
		cmd.Env = append(os.Environ(), "HELM_CACHE_HOME="+t.TempDir(), "HELM_CONFIG_HOME="+t.TempDir(), "HELM_DATA_HOME="+t.TempDir())
		out, err := cmd.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("helm %v: %w\n%s", args, err, out)
		}
		return string(out), err
	}
	chart := filepath.Join("..", "..", "deploy", "helm", "berth-gateway")
	install := []string{"install", release, chart, "--values", values, "--set-file", "addresses=" + addresses, "--wait", "--timeout", "3m"}
	if _, err := do(install...); err == nil || !strings.Contains(err.Error(), "kubectl label namespace berth-gateway berth/gateway=true") {
		t.Fatalf("without the namespace's label: %v", err)
	}
	y.label()
	began := time.Now()
	said, err := do(install...)
	if err != nil {
		t.Fatalf("%v\n%s", err, y.podLog())
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the gateway's log:\n%s", y.podLog())
		}
		do("uninstall", release, "--wait", "--ignore-not-found")
		y.swept()
	})
	t.Logf("ready %.1f s after helm install", time.Since(began).Seconds())
	if !strings.Contains(said, "rollout status statefulset/"+release) {
		t.Errorf("it is told %q", said)
	}
	y.relay(front)
	pod := y.pod()
	y.must(rig.Ready("http://" + net.JoinHostPort(pod.Status.PodIP, "9101")))
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
	y.strangers(pod.Status.PodIP)

	if _, err := do("upgrade", release, chart, "--reuse-values", "--set", "region=elsewhere", "--wait", "--timeout", "3m"); err != nil {
		t.Fatal(err)
	}
	if now := y.pod(); now.UID == pod.UID {
		t.Error("other settings, and the same pod")
	}
	y.within(30*time.Second, "its page after an upgrade", func() error { return p.open(y.Context(), "out of a pod") })

	if _, err := do("uninstall", release, "--wait", "--timeout", "2m"); err != nil {
		t.Fatal(err)
	}
	y.within(time.Minute, "an uninstall leaves nothing but the volume", func() error {
		if left := y.left(); len(left) != 1 || left[0] != "PersistentVolumeClaim "+release {
			return fmt.Errorf("there is %v", left)
		}
		return nil
	})
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

// imported makes the gateway's image and gives it to the cluster.
func (y *yard) imported() {
	y.Helper()
	root, dir := filepath.Join("..", ".."), y.TempDir()
	bin := y.tool("the gateway", root, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, "berth-gateway"), "./gateway/main")
	y.ran("the image", filepath.Join(root, "deploy", "image"), "go", "run", ".", "-version", "e2e", "-out", dir, bin)
	y.ran("the import", filepath.Join(root, "e2e", "cluster"), "go", "run", ".", "import", filepath.Join(dir, "berth-gateway.tar"))
}

// secret makes what the operator makes by hand.
func (y *yard) secret(operator *ecdsa.PrivateKey) {
	y.Helper()
	secrets := y.kube.CoreV1().Secrets(kubetest.Space)
	sealing, err := crypto.GenerateKey()
	y.must(err)
	_, err = secrets.Create(y.Context(), &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: "berth-gateway-keys"},
		StringData: map[string]string{
			"operator.key": hex.EncodeToString(crypto.FromECDSA(operator)), "secrets.key": hex.EncodeToString(crypto.FromECDSA(sealing)),
		},
	}, metav1.CreateOptions{})
	y.must(err)
	y.Cleanup(func() {
		if err := secrets.Delete(context.Background(), "berth-gateway-keys", metav1.DeleteOptions{}); err != nil {
			y.Error(err)
		}
	})
}

// values writes the operator's values and the address file.
func (y *yard) values(domain string) (values, addresses string) {
	y.Helper()
	dir := y.TempDir()
	values, addresses = filepath.Join(dir, "values.yaml"), filepath.Join(dir, "addresses.json")
	y.must(y.addresses.Save(addresses))
	raw, err := yaml.Marshal(map[string]any{
		"node": y.node.String(), "domain": domain, "region": "test", "rpc": map[string]any{"url": y.rpc}, "prices": []string{"BRT:core-hour=0.001"},
		"tls": map[string]any{"mode": "none"}, "image": map[string]any{"tag": "e2e"}, "service": map[string]any{"type": "ClusterIP"},
		"persistence": map[string]any{"size": "64Mi"},
		"settings":    map[string]any{"poll": "100ms", "probation": "0s", "grace": "1h", "registries": []string{"public", "registry.test"}},
	})
	y.must(err)
	y.must(os.WriteFile(values, raw, 0o600))
	return values, addresses
}

// label puts on the namespace what lets the gateway reach its orders' pods.
func (y *yard) label() {
	y.Helper()
	n, err := y.kube.CoreV1().Namespaces().Get(y.Context(), kubetest.Space, metav1.GetOptions{})
	y.must(err)
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	n.Labels["berth/gateway"], n.Labels["pod-security.kubernetes.io/enforce"] = "true", "restricted"
	_, err = y.kube.CoreV1().Namespaces().Update(y.Context(), n, metav1.UpdateOptions{})
	y.must(err)
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
	for _, file := range kubetest.Files() {
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
