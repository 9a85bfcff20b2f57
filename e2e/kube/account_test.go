package kube

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	authzv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"berth/gateway/kube/kubetest"
	"berth/shared/attacktest"
)

// thief is somebody who has a gateway's token.
type thief struct {
	*testing.T
	kube kubernetes.Interface
	http *http.Client
	host string
	user string
}

func newThief(t *testing.T, kubeconfig string) *thief {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	config.QPS, config.Burst = 100, 200
	x := &thief{T: t, host: config.Host}
	if x.kube, err = kubernetes.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	if x.http, err = rest.HTTPClientFor(config); err != nil {
		t.Fatal(err)
	}
	x.http.Timeout = 10 * time.Second
	return x
}

// ask asks the API server and gives the answer's status, and its text.
func (x *thief) ask(method, path, kind, body string) (int, string) {
	x.Helper()
	req, err := http.NewRequestWithContext(x.Context(), method, x.host+path, strings.NewReader(body))
	if err != nil {
		x.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Accept", "application/json")
	res, err := x.http.Do(req)
	if err != nil {
		x.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		x.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

// try is ask for what must be refused: by the roles or the policies, not because it was asked for in a wrong way.
func (x *thief) try(a *attacktest.Attack, what, method, path, kind, body string) {
	x.Helper()
	status, said := x.ask(method, path, kind, body)
	refused := status == http.StatusForbidden || status == http.StatusUnprocessableEntity && strings.Contains(said, "ValidatingAdmissionPolicy")
	a.Tried(!refused, "%s: %d %.300s", what, status, said)
}

const (
	merge = "application/merge-patch+json"
	apply = "application/apply-patch+yaml"
	plain = "application/json"
	dry   = "?dryRun=All"
	force = "?dryRun=All&fieldManager=thief&force=true"
)

// TestAttackAccount: with a gateway's token nothing can be had of the cluster's, nor of another gateway's.
func TestAttackAccount(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, small)
	_, err := p.Up(y.Context(), 1, image("hello", "", nil))
	y.must(err)
	ns := y.namespace(p.ID)
	x := newThief(t, y.account)
	a := attacktest.Begin(t, "a gateway's token gives the cluster away")

	// What it has to be able to do, so that the rest proves something.
	for _, path := range []string{
		"/api/v1/namespaces?limit=1", "/api/v1/namespaces/" + ns + "/secrets", "/api/v1/pods?limit=1", "/api/v1/nodes",
		"/api/v1/nodes/" + y.machine() + "/proxy/stats/summary",
	} {
		if status, said := x.ask("GET", path, "", ""); status != http.StatusOK {
			t.Errorf("GET %s: %d %.300s", path, status, said)
		}
	}
	rights(a, x)
	elsewhere(a, x, y.machine())
	spaces(a, x, ns)
	within(a, x, ns)

	// Another gateway of the same cluster.
	other := newThief(t, kubetest.Account(t, kubeconfig(t)))
	pods, err := y.kube.CoreV1().Pods(ns).List(t.Context(), metav1.ListOptions{})
	y.must(err)
	if len(pods.Items) == 0 {
		t.Fatal("the order has no pod")
	}
	pod := pods.Items[0].Name
	other.try(a, "another gateway's namespace, delete", "DELETE", "/api/v1/namespaces/"+ns+dry, "", "")
	other.try(a, "another gateway's namespace, take over", "PATCH", "/api/v1/namespaces/"+ns+dry, merge, `{"metadata":{"annotations":{"berth/account":"`+other.name()+`"}}}`)
	other.try(a, "another gateway's secrets", "GET", "/api/v1/namespaces/"+ns+"/secrets", "", "")
	other.try(a, "another gateway's log", "GET", "/api/v1/namespaces/"+ns+"/pods/"+pod+"/log", "", "")
	other.try(a, "another gateway's shell", "POST", "/api/v1/namespaces/"+ns+"/pods/"+pod+"/exec?command=sh&stdout=true", "", "")
	other.try(a, "another gateway's deployment", "DELETE", "/apis/apps/v1/namespaces/"+ns+"/deployments/web"+dry, "", "")
	other.try(a, "rights in another gateway's namespace", "PATCH", binding(ns, "berth-gateway-order"), apply, bindingOf(other, "berth-gateway-order", "berth-gateway-order"))
}

// name is the thief's user name.
func (x *thief) name() string {
	x.Helper()
	if x.user == "" {
		status, said := x.ask("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", plain, `{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}`)
		var r struct {
			Status struct{ UserInfo struct{ Username string } }
		}
		if err := json.Unmarshal([]byte(said), &r); err != nil || r.Status.UserInfo.Username == "" {
			x.Fatalf("who am I: %d %s", status, said)
		}
		x.user = r.Status.UserInfo.Username
	}
	return x.user
}

// machine is the name of the cluster's first node.
func (y *yard) machine() string {
	y.Helper()
	nodes, err := y.kube.CoreV1().Nodes().List(y.Context(), metav1.ListOptions{})
	y.must(err)
	if len(nodes.Items) == 0 {
		y.Fatal("the cluster has no node")
	}
	return nodes.Items[0].Name
}

// rights asks for each right that it must not have.
func rights(a *attacktest.Attack, x *thief) {
	for _, c := range []struct{ verbs, group, resource, sub string }{
		{"get list watch create update patch delete deletecollection", "", "secrets", ""},
		{"get list watch create update patch delete", "", "configmaps", ""},
		{"create update patch delete", "", "pods", ""}, {"get create", "", "pods", "exec"}, {"get create", "", "pods", "attach"},
		{"get create", "", "pods", "portforward"}, {"get", "", "pods", "log"}, {"update patch", "", "pods", "ephemeralcontainers"}, {"create", "", "pods", "eviction"},
		{"create update patch delete", "apps", "deployments", ""}, {"create update patch delete", "apps", "daemonsets", ""}, {"create", "batch", "jobs", ""}, {"create", "batch", "cronjobs", ""},
		{"create", "", "serviceaccounts", "token"}, {"create update patch delete get list", "", "serviceaccounts", ""},
		{"impersonate", "", "users", ""}, {"impersonate", "", "groups", ""}, {"impersonate", "", "serviceaccounts", ""},
		{"escalate bind create update patch delete", "rbac.authorization.k8s.io", "clusterroles", ""}, {"escalate bind create update patch delete", "rbac.authorization.k8s.io", "roles", ""},
		{"create update patch delete", "rbac.authorization.k8s.io", "clusterrolebindings", ""}, {"update delete get list", "rbac.authorization.k8s.io", "rolebindings", ""},
		{"create update patch delete", "admissionregistration.k8s.io", "validatingadmissionpolicies", ""},
		{"create update patch delete", "admissionregistration.k8s.io", "validatingadmissionpolicybindings", ""},
		{"create update patch delete", "admissionregistration.k8s.io", "validatingwebhookconfigurations", ""},
		{"create update patch delete", "admissionregistration.k8s.io", "mutatingwebhookconfigurations", ""},
		{"create update patch delete", "apiextensions.k8s.io", "customresourcedefinitions", ""}, {"create update patch delete", "", "nodes", ""},
		{"create update patch", "", "nodes", "proxy"}, {"create update patch delete", "", "persistentvolumes", ""}, {"create approve update", "certificates.k8s.io", "certificatesigningrequests", ""},
		{"update delete", "networking.k8s.io", "networkpolicies", ""}, {"update delete", "", "resourcequotas", ""}, {"update", "", "namespaces", "finalize"},
		{"create", "authentication.k8s.io", "tokenreviews", ""}, {"create", "authorization.k8s.io", "subjectaccessreviews", ""},
	} {
		for verb := range strings.FieldsSeq(c.verbs) {
			for _, ns := range []string{"", "kube-system", "default", "berth-gateway"} {
				r, err := x.kube.AuthorizationV1().SelfSubjectAccessReviews().Create(x.Context(), &authzv1.SelfSubjectAccessReview{
					Spec: authzv1.SelfSubjectAccessReviewSpec{ResourceAttributes: &authzv1.ResourceAttributes{Namespace: ns, Verb: verb, Group: c.group, Resource: c.resource, Subresource: c.sub}},
				}, metav1.CreateOptions{})
				if err != nil {
					x.Fatal(err)
				}
				a.Tried(r.Status.Allowed, "the right to %s %s/%s of %q in %q", verb, c.resource, c.sub, c.group, ns)
			}
		}
	}
}

// elsewhere tries what is not in a namespace of an order's.
func elsewhere(a *attacktest.Attack, x *thief, machine string) {
	for _, path := range []string{
		"/api/v1/secrets", "/api/v1/namespaces/kube-system/secrets", "/api/v1/namespaces/kube-system/configmaps", "/api/v1/configmaps", "/api/v1/namespaces/berth-gateway/secrets",
		"/apis/discovery.k8s.io/v1/endpointslices", "/api/v1/persistentvolumes", "/apis/rbac.authorization.k8s.io/v1/clusterroles",
	} {
		x.try(a, "GET "+path, "GET", path, "", "")
	}
	// The kubelet's API, but for the figures: a shell by WebSocket is a GET, too.
	for _, path := range []string{
		"pods", "runningpods/", "configz", "metrics", "logs/", "containerLogs/kube-system/dns/dns", "exec/kube-system/dns/dns?command=id&output=1", "run/kube-system/dns/dns?cmd=id",
		"stats/summary/../../pods", "stats/summary%2f..%2f..%2fpods", "debug/pprof/cmdline", "", "/stats/summary/x", "healthz", "checkpoint/kube-system/dns/dns",
	} {
		x.try(a, "nodes/proxy/"+path, "GET", "/api/v1/nodes/"+machine+"/proxy/"+path, "", "")
	}
	for _, ns := range []string{"kube-system", "default", "berth-gateway", "kube-node-lease"} {
		x.try(a, "rights in "+ns, "PATCH", binding(ns, "berth-gateway-order"), apply, bindingOf(x, "berth-gateway-order", "berth-gateway-order"))
		x.try(a, "labels of "+ns, "PATCH", "/api/v1/namespaces/"+ns+dry, merge, `{"metadata":{"labels":{"berth/gateway":"true"}}}`)
		x.try(a, "notes of "+ns, "PATCH", "/api/v1/namespaces/"+ns+dry, merge, `{"metadata":{"annotations":{"berth/account":"`+x.name()+`"}}}`)
		x.try(a, "the end of "+ns, "DELETE", "/api/v1/namespaces/"+ns+dry, "", "")
	}
	x.try(a, "a token of its own account", "POST", "/api/v1/namespaces/berth-gateway/serviceaccounts/default/token", plain, `{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}`)
	for _, name := range []string{"berth-gateway-orders", "berth-gateway-cluster", "berth-gateway-namespaces", "berth-gateway-pods"} {
		x.try(a, "the end of "+name, "DELETE", "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/"+name+dry, "", "")
		x.try(a, "the end of the policy "+name, "DELETE", "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/"+name+dry, "", "")
	}
	x.try(a, "a role of all rights", "PATCH", "/apis/rbac.authorization.k8s.io/v1/clusterroles/berth-gateway-order"+force, apply,
		`{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"berth-gateway-order"},"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}`)
}

func binding(ns, name string) string {
	return "/apis/rbac.authorization.k8s.io/v1/namespaces/" + ns + "/rolebindings/" + name + force
}

// bindingOf gives a role to the thief.
func bindingOf(x *thief, name, role string) string {
	parts := strings.Split(x.name(), ":")
	return bindingTo(name, "ClusterRole", role, fmt.Sprintf(`{"kind":"ServiceAccount","name":%q,"namespace":%q}`, parts[3], parts[2]))
}

func bindingTo(name, kind, role, subject string) string {
	return fmt.Sprintf(`{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":%q},
		"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":%q,"name":%q},"subjects":[%s]}`, name, kind, role, subject)
}

// spaces tries to make namespaces that are none of an order's, and to loosen one that is.
func spaces(a *attacktest.Attack, x *thief, ns string) {
	strict := map[string]string{"app.kubernetes.io/managed-by": "berth"}
	for _, mode := range []string{"enforce", "audit", "warn"} {
		strict["pod-security.kubernetes.io/"+mode], strict["pod-security.kubernetes.io/"+mode+"-version"] = "restricted", "latest"
	}
	mine := map[string]string{"berth/account": x.name()}
	make := func(name string, labels, notes map[string]string) (int, string) {
		raw, err := json.Marshal(corev1.Namespace{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Namespace"}, ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels, Annotations: notes}})
		if err != nil {
			x.Fatal(err)
		}
		return x.ask("POST", "/api/v1/namespaces"+dry, plain, string(raw))
	}
	with := func(m map[string]string, key, value string) map[string]string {
		out := map[string]string{}
		for k, v := range m {
			out[k] = v
		}
		if out[key] = value; value == "" {
			delete(out, key)
		}
		return out
	}
	const good = "berth-00000000-000000-99"
	if status, said := make(good, strict, mine); status >= 300 {
		x.Errorf("a namespace as it should be: %d %s", status, said)
	}
	for _, c := range []struct {
		name          string
		labels, notes map[string]string
	}{
		{"evil", strict, mine}, {"kube-evil", strict, mine}, {"berth-gateway-2", strict, mine}, {"berth-00000000-000000-", strict, mine}, {"berth-00000000-000000-1-x", strict, mine}, {"x-berth-00000000-000000-1", strict, mine},
		{good, strict, nil}, {good, strict, with(mine, "berth/account", "system:serviceaccount:berth-gateway:somebody")}, {good, nil, mine},
		{good, with(strict, "pod-security.kubernetes.io/enforce", "privileged"), mine}, {good, with(strict, "pod-security.kubernetes.io/enforce", "baseline"), mine},
		{good, with(strict, "pod-security.kubernetes.io/enforce", ""), mine}, {good, with(strict, "pod-security.kubernetes.io/enforce-version", "v1.0"), mine},
		{good, with(strict, "berth/gateway", "true"), mine}, {good, with(strict, "some-policy/skip", "true"), mine},
	} {
		status, said := make(c.name, c.labels, c.notes)
		a.Tried(status != http.StatusUnprocessableEntity && status != http.StatusForbidden, "the namespace %s with %v and %v: %d %.200s", c.name, c.labels, c.notes, status, said)
	}
	own := "/api/v1/namespaces/" + ns
	for _, body := range []string{
		`{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"privileged"}}}`, `{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline","berth/order":null}}}`,
		`{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline","app.kubernetes.io/managed-by":"me"}}}`,
		`{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":null}}}`, `{"metadata":{"labels":{"pod-security.kubernetes.io/enforce-version":"v1.19"}}}`,
		`{"metadata":{"labels":null}}`, `{"metadata":{"labels":{"berth/gateway":"true"}}}`, `{"metadata":{"labels":{"x":"y"}}}`, `{"metadata":{"labels":{"berth/order":"4000"}}}`,
		`{"metadata":{"labels":{"berth/node":null}}}`, `{"metadata":{"annotations":{"berth/account":null}}}`, `{"metadata":{"annotations":{"berth/account":"system:serviceaccount:berth-gateway:x"}}}`,
	} {
		x.try(a, "its namespace with "+body, "PATCH", own+dry, merge, body)
	}
	x.try(a, "finalize", "PUT", own+"/finalize"+dry, plain, `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"`+ns+`"},"spec":{"finalizers":[]}}`)
}

// within tries what an order is not made of, in an order's namespace.
func within(a *attacktest.Attack, x *thief, ns string) {
	core, apps := "/api/v1/namespaces/"+ns, "/apis/apps/v1/namespaces/"+ns
	pod := func(change string) string {
		var base, more map[string]any
		if err := json.Unmarshal([]byte(`{"securityContext":{"runAsNonRoot":true,"runAsUser":10001,"seccompProfile":{"type":"RuntimeDefault"}},"automountServiceAccountToken":false,
			"containers":[{"name":"x","image":"berth/hello","securityContext":{"allowPrivilegeEscalation":false,"runAsNonRoot":true,"capabilities":{"drop":["ALL"]}}}]}`), &base); err != nil {
			x.Fatal(err)
		}
		if err := json.Unmarshal([]byte(change), &more); err != nil {
			x.Fatal(change, err)
		}
		for k, v := range more {
			if k != "container" {
				base[k] = v
				continue
			}
			c := base["containers"].([]any)[0].(map[string]any)
			for k, v := range v.(map[string]any) {
				c[k] = v
			}
		}
		raw, err := json.Marshal(base)
		if err != nil {
			x.Fatal(err)
		}
		return string(raw)
	}
	deployment := func(change string) string {
		return `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":` + pod(change) + `}}}`
	}
	if status, said := x.ask("PATCH", apps+"/deployments/x"+force, apply, deployment(`{}`)); status >= 300 {
		x.Errorf("a deployment as it should be: %d %s", status, said)
	}
	jobs := "/apis/batch/v1/namespaces/" + ns + "/jobs/x" + force
	job := func(change string) string {
		return `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x"},"spec":{"template":{"spec":` + strings.Replace(pod(change), "{", `{"restartPolicy":"Never",`, 1) + `}}}`
	}
	const step = `{"initContainers":[{"name":"i","image":"x","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}],"hostAliases":[{"ip":"10.0.0.1","hostnames":["x"]}]}`
	for _, change := range []string{`{}`, step} {
		if status, said := x.ask("PATCH", jobs, apply, job(change)); status >= 300 {
			x.Errorf("a job as it should be: %d %s", status, said)
		}
	}
	if status, said := x.ask("PATCH", apps+"/deployments/x"+force, apply, deployment(step)); status >= 300 {
		x.Errorf("a deployment with what runs before it: %d %s", status, said)
	}
	const root = `"securityContext":{"runAsUser":0,"seccompProfile":{"type":"RuntimeDefault"}},
		"container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["CHOWN","SETUID"]}}}}`
	for _, apart := range []string{`{"hostUsers":false,`, `{"runtimeClassName":"gvisor",`} {
		if status, said := x.ask("PATCH", apps+"/deployments/x"+force, apply, deployment(apart+root)); status >= 300 {
			x.Errorf("root where it may be: %d %s", status, said)
		}
	}
	for _, change := range []string{
		`{"hostNetwork":true}`, `{"hostPID":true}`, `{"hostIPC":true}`, `{"automountServiceAccountToken":true}`, `{"serviceAccountName":"other"}`, `{"nodeName":"node"}`,
		`{"priorityClassName":"system-node-critical"}`, `{"tolerations":[{"operator":"Exists"}]}`, `{"schedulerName":"other"}`,
		`{"volumes":[{"name":"h","hostPath":{"path":"/"}}]}`, `{"volumes":[{"name":"h","nfs":{"server":"10.0.0.1","path":"/"}}]}`, `{"volumes":[{"name":"h","csi":{"driver":"x"}}]}`,
		`{"volumes":[{"name":"h","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}`, `{"volumes":[{"name":"h","downwardAPI":{}}]}`,
		`{"initContainers":[{"name":"i","image":"x"}]}`, `{"containers":[]}`, `{"securityContext":{"runAsNonRoot":false}}`, `{"container":{"securityContext":{"privileged":true}}}`,
		`{"container":{"securityContext":{"allowPrivilegeEscalation":true,"capabilities":{"drop":["ALL"]}}}}`, `{"container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["SYS_ADMIN"]}}}}`,
		`{"securityContext":{"runAsUser":0,"seccompProfile":{"type":"RuntimeDefault"}}}`, `{"hostUsers":true,"securityContext":{"runAsUser":0}}`, `{"runtimeClassName":"nvidia","securityContext":{"runAsUser":0}}`,
		`{"hostUsers":false,"container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["SYS_ADMIN"]}}}}`,
		`{"hostUsers":false,"container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"add":["CHOWN"]}}}}`,
		`{"hostUsers":true,"container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["CHOWN"]}}}}`,
		`{"runtimeClassName":"other","container":{"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["CHOWN"]}}}}`,
		`{"hostUsers":false,"hostNetwork":true}`, `{"hostUsers":false,"container":{"securityContext":{"privileged":true}}}`,
		`{"container":{"securityContext":{"allowPrivilegeEscalation":false}}}`, `{"container":{"ports":[{"containerPort":80,"hostPort":80}]}}`, `{"container":{"envFrom":[{"secretRef":{"name":"x"}}]}}`,
		`{"initContainers":[{"name":"i","image":"x","securityContext":{"allowPrivilegeEscalation":false,"privileged":true,"capabilities":{"drop":["ALL"]}}}]}`,
		`{"initContainers":[{"name":"i","image":"x","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["CHOWN"]}}}]}`,
		`{"initContainers":[{"name":"i","image":"x","envFrom":[{"secretRef":{"name":"x"}}],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}`,
	} {
		status, said := x.ask("PATCH", apps+"/deployments/x"+force, apply, deployment(change))
		a.Tried(status < 300, "a deployment with %s: %d %.200s", change, status, said)
		status, said = x.ask("PATCH", jobs, apply, job(change))
		a.Tried(status < 300, "a job with %s: %d %.200s", change, status, said)
	}
	object := func(version, kind, name, rest string) string {
		return fmt.Sprintf(`{"apiVersion":%q,"kind":%q,"metadata":{"name":%q}%s}`, version, kind, name, rest)
	}
	rbac := "/apis/rbac.authorization.k8s.io/v1/namespaces/" + ns
	parts := strings.Split(x.name(), ":")
	me := fmt.Sprintf(`{"kind":"ServiceAccount","name":%q,"namespace":%q}`, parts[3], parts[2])
	for _, c := range []struct{ what, method, path, kind, body string }{
		{"a pod", "POST", core + "/pods" + dry, plain, object("v1", "Pod", "x", `,"spec":`+pod(`{}`))},
		{"a daemon set", "POST", apps + "/daemonsets" + dry, plain, object("apps/v1", "DaemonSet", "x", `,"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":`+pod(`{}`)+`}}`)},
		{"an account", "POST", core + "/serviceaccounts" + dry, plain, object("v1", "ServiceAccount", "x", "")},
		{"a token", "POST", core + "/serviceaccounts/default/token", plain, `{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}`},
		{"a token by a secret", "POST", core + "/secrets" + dry, plain, `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x","annotations":{"kubernetes.io/service-account.name":"default"}},"type":"kubernetes.io/service-account-token"}`},
		{"a role", "POST", rbac + "/roles" + dry, plain, object("rbac.authorization.k8s.io/v1", "Role", "x", `,"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]`)},
		{"all rights", "PATCH", binding(ns, "x"), apply, bindingTo("x", "ClusterRole", "cluster-admin", me)},
		{"all rights by its own name", "PATCH", binding(ns, "berth-gateway-order"), apply, bindingTo("berth-gateway-order", "ClusterRole", "admin", me)},
		{"its rights by another name", "PATCH", binding(ns, "x"), apply, bindingTo("x", "ClusterRole", "berth-gateway-order", me)},
		{"its rights for everybody", "PATCH", binding(ns, "berth-gateway-order"), apply, bindingTo("berth-gateway-order", "ClusterRole", "berth-gateway-order", `{"kind":"Group","name":"system:authenticated","apiGroup":"rbac.authorization.k8s.io"}`)},
		{"its rights for another", "PATCH", binding(ns, "berth-gateway-order"), apply, bindingTo("berth-gateway-order", "ClusterRole", "berth-gateway-order", me+`,{"kind":"ServiceAccount","name":"default","namespace":"kube-system"}`)},
		{"a port on the node", "PATCH", core + "/services/x" + force, apply, object("v1", "Service", "x", `,"spec":{"type":"NodePort","selector":{"berth/order":"1"},"ports":[{"port":80}]}`)},
		{"a load balancer", "PATCH", core + "/services/x" + force, apply, object("v1", "Service", "x", `,"spec":{"type":"LoadBalancer","selector":{"berth/order":"1"},"ports":[{"port":80}]}`)},
		{"another's address", "PATCH", core + "/services/x" + force, apply, object("v1", "Service", "x", `,"spec":{"externalIPs":["10.0.0.1"],"selector":{"berth/order":"1"},"ports":[{"port":80}]}`)},
		{"another's name", "PATCH", core + "/services/x" + force, apply, object("v1", "Service", "x", `,"spec":{"type":"ExternalName","externalName":"kubernetes.default.svc","selector":{"berth/order":"1"}}`)},
		{"a service to nobody's pods", "PATCH", core + "/services/x" + force, apply, object("v1", "Service", "x", `,"spec":{"ports":[{"port":80}]}`)},
		{"addresses behind a service", "POST", "/apis/discovery.k8s.io/v1/namespaces/" + ns + "/endpointslices" + dry, plain, object("discovery.k8s.io/v1", "EndpointSlice", "x", `,"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}]`)},
		{"an open policy", "PATCH", "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies/x" + force, apply, object("networking.k8s.io/v1", "NetworkPolicy", "x", `,"spec":{"podSelector":{},"egress":[{}],"policyTypes":["Egress"]}`)},
		{"its policy without egress", "PATCH", "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies/berth" + force, apply, object("networking.k8s.io/v1", "NetworkPolicy", "berth", `,"spec":{"podSelector":{},"policyTypes":["Ingress"],"egress":[]}`)},
		{"its policy open", "PATCH", "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies/berth" + force, apply, object("networking.k8s.io/v1", "NetworkPolicy", "berth", `,"spec":{"podSelector":{},"policyTypes":["Ingress","Egress"],"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]}`)},
		{"its policy open to namespaces", "PATCH", "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies/berth" + force, apply, object("networking.k8s.io/v1", "NetworkPolicy", "berth", `,"spec":{"podSelector":{},"policyTypes":["Ingress","Egress"],"egress":[{"to":[{"namespaceSelector":{}}]}]}`)},
		{"the end of its policy", "DELETE", "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies/berth" + dry, "", ""},
		{"the end of its quota", "DELETE", core + "/resourcequotas/berth" + dry, "", ""},
		{"another's disk", "PATCH", core + "/persistentvolumeclaims/x" + force, apply, object("v1", "PersistentVolumeClaim", "x", `,"spec":{"volumeName":"pv","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Mi"}}}`)},
		{"a copy of a disk", "PATCH", core + "/persistentvolumeclaims/x" + force, apply, object("v1", "PersistentVolumeClaim", "x", `,"spec":{"dataSource":{"kind":"PersistentVolumeClaim","name":"y"},"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Mi"}}}`)},
	} {
		x.try(a, c.what, c.method, c.path, c.kind, c.body)
	}
	pods, err := x.kube.CoreV1().Pods(ns).List(x.Context(), metav1.ListOptions{})
	if err != nil || len(pods.Items) == 0 {
		x.Fatalf("no pods: %v", err)
	}
	on := core + "/pods/" + pods.Items[0].Name
	x.try(a, "an ephemeral container", "PATCH", on+"/ephemeralcontainers"+dry, merge, `{"spec":{"ephemeralContainers":[{"name":"e","image":"x"}]}}`)
	x.try(a, "attach", "POST", on+"/attach?stdout=true", "", "")
	x.try(a, "a port of a pod", "GET", on+"/portforward?ports=8080", "", "")
	x.try(a, "a pod's proxy", "GET", on+"/proxy/", "", "")
	x.try(a, "another image in a pod", "PATCH", on+dry, merge, `{"metadata":{"labels":{"x":"y"}}}`)
}
