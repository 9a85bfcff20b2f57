package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// running is a namespace in the running cluster, for one test.
type running struct {
	*testing.T
	client kubernetes.Interface
	name   string
}

// namespace makes a namespace as a tenant's, under Pod Security's strictest rules. Its deletion is not waited for: that
// takes ten seconds whatever one does.
func namespace(t *testing.T) running {
	t.Helper()
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs the cluster: go run . up, and BERTH_KUBECONFIG set to the path that it prints")
	}
	config, err := clientcmd.BuildConfigFromFlags("", path)
	if err != nil {
		t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	ns, err := client.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{
		GenerateName: "smoke-", Labels: map[string]string{"pod-security.kubernetes.io/enforce": "restricted"},
	}}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.CoreV1().Namespaces().Delete(context.Background(), ns.Name, metav1.DeleteOptions{}); err != nil {
			t.Error(err)
		}
	})
	return running{T: t, client: client, name: ns.Name}
}

// deployment is one container, as restricted as Kubernetes can make it.
func deployment(name, image string) *appsv1.Deployment {
	labels := map[string]string{"app": name}
	yes, no, size := true, false, resource.MustParse("16Mi")
	grace := int64(1)
	return &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: appsv1.DeploymentSpec{
		Selector: &metav1.LabelSelector{MatchLabels: labels},
		Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: corev1.PodSpec{
			AutomountServiceAccountToken: &no, EnableServiceLinks: &no, TerminationGracePeriodSeconds: &grace,
			SecurityContext: &corev1.PodSecurityContext{RunAsNonRoot: &yes, SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}},
			Volumes: []corev1.Volume{
				{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &size}}},
				{Name: "data", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			},
			Containers: []corev1.Container{{
				Name: "app", Image: image, ImagePullPolicy: corev1.PullIfNotPresent,
				Ports:          []corev1.ContainerPort{{Name: "http", ContainerPort: 8080}},
				VolumeMounts:   []corev1.VolumeMount{{Name: "tmp", MountPath: "/tmp"}, {Name: "data", MountPath: "/data"}},
				ReadinessProbe: &corev1.Probe{PeriodSeconds: 1, ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/", Port: intstr.FromString("http")}}},
				Resources: corev1.ResourceRequirements{
					Requests: corev1.ResourceList{"cpu": resource.MustParse("10m"), "memory": resource.MustParse("32Mi")},
					Limits:   corev1.ResourceList{"cpu": resource.MustParse("500m"), "memory": resource.MustParse("96Mi")},
				},
				SecurityContext: &corev1.SecurityContext{
					AllowPrivilegeEscalation: &no, ReadOnlyRootFilesystem: &yes,
					Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
				},
			}},
		}},
	}}
}

// deploy starts a deployment and a service of the same name, and gives the addresses of its pod and service.
func (r running) deploy(name, image string) (pod, service string) {
	r.Helper()
	if _, err := r.client.AppsV1().Deployments(r.name).Create(r.Context(), deployment(name, image), metav1.CreateOptions{}); err != nil {
		r.Fatal(err)
	}
	svc, err := r.client.CoreV1().Services(r.name).Create(r.Context(), &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.ServiceSpec{
		Selector: map[string]string{"app": name}, Ports: []corev1.ServicePort{{Port: 80, TargetPort: intstr.FromString("http")}},
	}}, metav1.CreateOptions{})
	if err != nil {
		r.Fatal(err)
	}
	return r.ready(name), svc.Spec.ClusterIP
}

// ready waits for the pod of a deployment.
func (r running) ready(name string) string {
	r.Helper()
	var last string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		pods, err := r.client.CoreV1().Pods(r.name).List(r.Context(), metav1.ListOptions{LabelSelector: "app=" + name})
		if err != nil {
			r.Fatal(err)
		}
		for _, p := range pods.Items {
			raw, _ := json.Marshal(p.Status)
			last = string(raw)
			for _, c := range p.Status.Conditions {
				if c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue {
					return p.Status.PodIP
				}
			}
		}
	}
	r.Fatalf("%s is not ready: %s", name, last)
	return ""
}

// body gets a page and waits until there is one: kube-proxy may be a moment behind.
func (r running) body(address string) string {
	r.Helper()
	client := &http.Client{Timeout: time.Second}
	var err error
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var res *http.Response
		if res, err = client.Get("http://" + address + "/"); err != nil {
			continue
		}
		raw, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode == 200 {
			return string(raw)
		}
		err = fmt.Errorf("%s: %.200s", res.Status, raw)
	}
	r.Fatalf("get %s: %v", address, err)
	return ""
}

// finding is one line of berth/hostile's.
type finding struct {
	Try    string
	OK     bool
	Detail string
}

// hostile has the pod at an address run a command of berth/hostile.
func (r running) hostile(pod string, args ...string) map[string]finding {
	r.Helper()
	ask, _ := json.Marshal(map[string]any{"args": args})
	client := &http.Client{Timeout: time.Minute}
	res, err := client.Post("http://"+pod+":8080/run", "application/json", bytes.NewReader(ask))
	if err != nil {
		r.Fatal(err)
	}
	defer res.Body.Close()
	all := map[string]finding{}
	for d := json.NewDecoder(res.Body); ; {
		var f finding
		if err := d.Decode(&f); err != nil {
			if err != io.EOF {
				r.Logf("%v: %v", args, err)
			}
			return all
		}
		all[f.Try] = f
	}
}

// policy makes a network policy.
func (r running) policy(name string, spec netv1.NetworkPolicySpec) {
	r.Helper()
	if _, err := r.client.NetworkingV1().NetworkPolicies(r.name).Create(r.Context(), &netv1.NetworkPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: spec,
	}, metav1.CreateOptions{}); err != nil {
		r.Fatal(err)
	}
}

// tenant is the policy that a rented namespace has: from the outside only the node, to the outside only public addresses.
func (r running) tenant() {
	r.Helper()
	own := []netv1.NetworkPolicyPeer{{PodSelector: &metav1.LabelSelector{}}}
	public := []netv1.NetworkPolicyPeer{{IPBlock: &netv1.IPBlock{CIDR: "0.0.0.0/0", Except: []string{
		"0.0.0.0/8", "10.0.0.0/8", "10.96.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
	}}}}
	r.policy("tenant", netv1.NetworkPolicySpec{
		PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeIngress, netv1.PolicyTypeEgress},
		Ingress:     []netv1.NetworkPolicyIngressRule{{From: own}},
		Egress:      []netv1.NetworkPolicyEgressRule{{To: own}, {To: public}},
	})
}

// TestTemplates runs the catalogue's images as tenants do, by pod and by service.
func TestTemplates(t *testing.T) {
	for name, want := range map[string]string{"hello": "Hello", "echo": "", "notes": "Notes"} {
		t.Run(name, func(t *testing.T) {
			r := namespace(t)
			r.tenant()
			began := time.Now()
			pod, service := r.deploy(name, "berth/"+name)
			got := r.body(pod + ":8080")
			t.Logf("first answer after %s", time.Since(began).Round(time.Millisecond))
			if !strings.Contains(got, want) {
				t.Errorf("page of %s: %.300q, want %q in it", name, got, want)
			}
			if by := r.body(service); !strings.Contains(by, want) {
				t.Errorf("by service: %.300q, want %q in it", by, want)
			}
		})
	}
}

// TestPolicy tries from pods with and without a policy: without one everything answers, so what fails with one was
// stopped by it.
func TestPolicy(t *testing.T) {
	free, bound := namespace(t), namespace(t)
	bound.tenant()
	// Of another tenant's, and of its own.
	freePod, freeService := free.deploy("hostile", "berth/hostile")
	pod, service := bound.deploy("hostile", "berth/hostile")
	other, otherService := bound.deploy("other", "berth/hostile")

	public := []string{"1.1.1.1:80", "8.8.8.8:443", "100.128.0.1:80", "172.32.0.1:80"}
	closed := []string{
		"169.254.169.254:80",                                              // metadata
		"10.0.0.1:80", "172.16.0.1:80", "192.168.1.1:80", "100.64.0.1:80", // private and carrier-grade NAT
		"10.250.0.1:10250", "10.250.0.1:6443", "10.244.0.1:10250", "10.96.0.1:443", // node, by both its addresses, and API server
	}
	own := []string{pod + ":8080", other + ":8080", otherService + ":80"}
	foreign := []string{freePod + ":8080", freeService + ":80"}

	check := func(t *testing.T, from string, want bool, targets []string) {
		t.Helper()
		got := free.hostile(from, append([]string{"connect"}, targets...)...)
		for _, target := range targets {
			refused := strings.Contains(got[target].Detail, "refused") // somebody said so: the packet came through
			if reached := got[target].OK || refused; reached != want {
				t.Errorf("from %s to %s: reached %t, want %t (%s)", from, target, reached, want, got[target].Detail)
			}
		}
	}
	t.Run("without", func(t *testing.T) {
		check(t, freePod, true, append(append(public, closed...), freePod+":8080", freeService+":80"))
	})
	t.Run("public", func(t *testing.T) { check(t, pod, true, public) })
	t.Run("closed", func(t *testing.T) { check(t, pod, false, closed) })
	t.Run("own", func(t *testing.T) { check(t, pod, true, own) })
	t.Run("to another tenant", func(t *testing.T) { check(t, pod, false, foreign) })
	t.Run("from another tenant", func(t *testing.T) {
		check(t, freePod, false, []string{pod + ":8080", service + ":80", other + ":8080"})
	})
	t.Run("from the node", func(t *testing.T) {
		bound.body(service)
	})
	t.Run("link-local", func(t *testing.T) {
		tried := 0
		for target := range strings.FieldsSeq(bound.hostile(pod, "status")["addresses"].Detail) {
			if address, _, _ := strings.Cut(target, "/"); strings.HasPrefix(address, "fe80") {
				check(t, freePod, false, []string{"[" + address + "%eth0]:8080"})
				tried++
			}
		}
		t.Logf("%d addresses", tried)
	})
}

// TestPorts holds a policy to the ports and names that it gives.
func TestPorts(t *testing.T) {
	r := namespace(t)
	pod, _ := r.deploy("hostile", "berth/hostile")
	target, _ := r.deploy("target", "berth/hostile")
	udp, port, end := corev1.ProtocolUDP, intstr.FromInt32(80), int32(443)
	dns, http := intstr.FromInt32(53), intstr.FromString("http")
	r.policy("ports", netv1.NetworkPolicySpec{
		PodSelector: metav1.LabelSelector{MatchLabels: map[string]string{"app": "hostile"}},
		PolicyTypes: []netv1.PolicyType{netv1.PolicyTypeEgress},
		Egress: []netv1.NetworkPolicyEgressRule{
			{To: []netv1.NetworkPolicyPeer{{IPBlock: &netv1.IPBlock{CIDR: "1.0.0.0/8"}}}, Ports: []netv1.NetworkPolicyPort{{Port: &port, EndPort: &end}, {Protocol: &udp, Port: &dns}}},
			{To: []netv1.NetworkPolicyPeer{{PodSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "target"}}}}, Ports: []netv1.NetworkPolicyPort{{Port: &http}}},
		},
	})
	want := map[string]bool{"1.1.1.1:80": true, "1.1.1.1:443": true, "1.1.1.1:53": false, "1.1.1.1:8080": false, "2.1.1.1:80": false, target + ":8080": true, "10.250.0.1:6443": false}
	args := []string{"connect"}
	for target := range want {
		args = append(args, target)
	}
	// The policy is younger than the pod, so it takes a moment.
	for deadline := time.Now().Add(5 * time.Second); ; {
		got, wrong := r.hostile(pod, args...), ""
		for target, open := range want {
			if got[target].OK != open {
				wrong += fmt.Sprintf("%s: reached %t, want %t; ", target, got[target].OK, open)
			}
		}
		if wrong == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(wrong)
		}
	}
}

// TestRestricted tries what a container must not do.
func TestRestricted(t *testing.T) {
	r := namespace(t)
	pod, _ := r.deploy("hostile", "berth/hostile")
	status := r.hostile(pod, "status")
	for key, want := range map[string]string{
		"Uid": "65532 65532 65532 65532", "CapEff": "0000000000000000", "CapBnd": "0000000000000000", "NoNewPrivs": "1", "Seccomp": "2",
	} {
		if got := status[key].Detail; got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	for name, f := range r.hostile(pod, "token") {
		if f.OK && name != "exit" && !strings.HasPrefix(name, "list ") {
			t.Errorf("token %s: %s", name, f.Detail)
		}
	}
	for name, f := range r.hostile(pod, "syscalls") {
		if f.OK && name != "exit" {
			t.Errorf("%s was %s", name, f.Detail)
		}
	}
	for path, want := range map[string]bool{"/": false, "/etc": false, "/app": false, "/proc/sys/kernel/core_pattern": false, "/proc/sysrq-trigger": false, "/sys/fs/cgroup": false, "/tmp": true} {
		for try, f := range r.hostile(pod, "write", path) {
			if try != "exit" && f.OK != want {
				t.Errorf("write %s: got %t, want %t (%s)", try, f.OK, want, f.Detail)
			}
		}
	}
}

// TestGreed takes more than there is.
func TestGreed(t *testing.T) {
	r := namespace(t)
	pod, _ := r.deploy("hostile", "berth/hostile")
	if f := r.hostile(pod, "fork", "2000")["fork 2000"]; f.OK || f.Detail == "" {
		t.Errorf("2000 processes: %+v", f)
	} else {
		t.Log(f.Detail)
	}
	pod = r.ready("hostile") // threads were short: it may have been started anew
	if f := r.hostile(pod, "memory", "48"); !f["memory 48 MiB"].OK {
		t.Errorf("memory within the limit: %+v", f)
	}
	if f := r.hostile(pod, "memory", "400"); f["memory 400 MiB"].OK || f["exit"].OK {
		t.Errorf("memory beyond the limit: %+v", f)
	} else {
		t.Log(f["memory 400 MiB"].Detail, "then", f["exit"].Detail)
	}
	pod = r.ready("hostile")
	r.hostile(pod, "disk", "/tmp/big", "64") // the volume may hold 16
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		// The event tells: the pod itself may end as Failed, or as if all were well.
		events, err := r.client.CoreV1().Events(r.name).List(t.Context(), metav1.ListOptions{FieldSelector: "reason=Evicted"})
		if err != nil {
			t.Fatal(err)
		}
		if len(events.Items) > 0 {
			t.Log(events.Items[0].Message)
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("64 MiB on a volume of 16: not evicted")
		}
	}
}

// TestNames finds services by their names, from the namespace itself and from another, and names outside.
func TestNames(t *testing.T) {
	r := namespace(t)
	pod, service := r.deploy("hostile", "berth/hostile")
	want := map[string]string{
		"hostile": service, "hostile." + r.name: service, "hostile." + r.name + ".svc.cluster.local": service,
		"kubernetes.default": "10.96.0.1", "example.org": "1.2.3.4", "nobody": "1.2.3.4", // all names outside have this address
		"nobody." + r.name + ".svc.cluster.local": "",
	}
	args := []string{"resolve"}
	for name := range want {
		args = append(args, name)
	}
	got := r.hostile(pod, args...)
	for name, address := range want {
		if got[name].OK != (address != "") || got[name].OK && got[name].Detail != address {
			t.Errorf("%s: got %+v, want %q", name, got[name], address)
		}
	}
}

// TestVolume claims a disk, fills it, and finds what was written after the pod was replaced.
func TestVolume(t *testing.T) {
	r := namespace(t)
	class := "local"
	if _, err := r.client.CoreV1().PersistentVolumeClaims(r.name).Create(t.Context(), &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Name: "disk"},
		Spec: corev1.PersistentVolumeClaimSpec{
			StorageClassName: &class, AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("32Mi")}},
		},
	}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	d, group := deployment("hostile", "berth/hostile"), int64(65532)
	d.Spec.Strategy.Type = appsv1.RecreateDeploymentStrategyType
	d.Spec.Template.Spec.SecurityContext.FSGroup = &group
	d.Spec.Template.Spec.Volumes[1].VolumeSource = corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "disk"}}
	if _, err := r.client.AppsV1().Deployments(r.name).Create(t.Context(), d, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	pod := r.ready("hostile")
	if f := r.hostile(pod, "disk", "/data/big", "64")["disk /data/big"]; f.OK || !strings.Contains(f.Detail, "no space") {
		t.Errorf("64 MiB on a disk of 32: %+v", f)
	} else {
		t.Log(f.Detail)
	}
	if err := r.client.CoreV1().Pods(r.name).DeleteCollection(t.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); r.ready("hostile") == pod; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the pod was not replaced")
		}
	}
	if f := r.hostile(r.ready("hostile"), "write", "/data/big")["/data/big"]; f.Detail != "opened for writing" {
		t.Errorf("the file is not there any more: %+v", f)
	}
}

// TestPull has images fetched: one that is there, one that is not, and a private one with and without its password.
func TestPull(t *testing.T) {
	r := namespace(t)
	secret := corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: "registry"}, Type: corev1.SecretTypeDockerConfigJson,
		StringData: map[string]string{corev1.DockerConfigJsonKey: `{"auths": {"registry.test": {"username": "berth", "password": "berth-test"}}}`},
	}
	if _, err := r.client.CoreV1().Secrets(r.name).Create(t.Context(), &secret, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, image string
		secrets     []corev1.LocalObjectReference
		want        string // of the message, empty if it starts
	}{
		{"missing", "berth/nothing", nil, "not found"},
		{"locked", "registry.test/private/hello", nil, "authorization failed"},
		{"private", "registry.test/private/hello", []corev1.LocalObjectReference{{Name: "registry"}}, ""},
		{"public", "berth/hello", nil, ""},
	} {
		d := deployment(c.name, c.image)
		d.Spec.Template.Spec.ImagePullSecrets = c.secrets
		d.Spec.Template.Spec.Containers[0].ImagePullPolicy = corev1.PullAlways
		if _, err := r.client.AppsV1().Deployments(r.name).Create(t.Context(), d, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			r.ready(c.name)
			continue
		}
		var last string
		for deadline := time.Now().Add(15 * time.Second); !strings.Contains(last, c.want); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("%s: got %q, want %q in it", c.name, last, c.want)
				break
			}
			pods, err := r.client.CoreV1().Pods(r.name).List(t.Context(), metav1.ListOptions{LabelSelector: "app=" + c.name})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pods.Items {
				for _, s := range p.Status.ContainerStatuses {
					if s.State.Waiting != nil && s.State.Waiting.Message != "" {
						last = s.State.Waiting.Reason + ": " + s.State.Waiting.Message
					}
				}
			}
		}
		t.Logf("%s: %s", c.name, last)
	}
}

// TestFirstPacket tries at the very start of a container, when its pod has hardly been heard of.
func TestFirstPacket(t *testing.T) {
	r := namespace(t)
	r.tenant()
	for i := range 3 {
		name := fmt.Sprintf("quick%d", i)
		d := deployment(name, "berth/hostile")
		d.Spec.Template.Spec.Containers[0].Args = []string{"connect", "-timeout", "500ms", "169.254.169.254:80", "10.250.0.1:6443"}
		if _, err := r.client.AppsV1().Deployments(r.name).Create(t.Context(), d, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		var log []byte
		for deadline := time.Now().Add(20 * time.Second); !bytes.Contains(log, []byte("6443")); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s said nothing: %q", name, log)
			}
			pods, err := r.client.CoreV1().Pods(r.name).List(t.Context(), metav1.ListOptions{LabelSelector: "app=" + name})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pods.Items {
				log, _ = r.client.CoreV1().Pods(r.name).GetLogs(p.Name, &corev1.PodLogOptions{}).DoRaw(t.Context())
			}
		}
		if bytes.Contains(log, []byte(`"ok":true`)) {
			t.Errorf("the first packet came through: %s", log)
		}
	}
}
