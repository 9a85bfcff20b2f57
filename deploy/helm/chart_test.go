// Package helm has the tests of the charts beside it: what they make of values, which values they refuse, and that the rights
// that they give are those of gateway/kube.
package helm

import (
	"bytes"
	"encoding/json"

	"flag"
	"fmt"

	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/release"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

var update = flag.Bool("update", false, "write the golden files")

const space = "berth-gateway"

// subject is one of the charts.
type subject struct {
	dir      string
	space    string   // that it is installed in
	testdata string   // folder
	cases    []string // values that are taken, by their files in testdata
	workload string   // kind of what runs its pods
}

var (
	// k3s lays the chart's own file under the first.
	gateway  = subject{"berth-gateway", space, "testdata", []string{"acme", "all", "proxy", "secret", "init", "k3s"}, "StatefulSet"}
	platform = subject{"berth-platform", "platforms", filepath.Join("testdata", "platform"), []string{"proxy", "single", "secret", "all"}, "Deployment"}
	subjects = []subject{gateway, platform}
)

func values(t *testing.T, s subject, name string) map[string]any {
	t.Helper()
	files := []string{filepath.Join(s.testdata, name+".yaml")}
	if name == "k3s" {
		files = []string{filepath.Join(s.dir, "values-k3s.yaml"), filepath.Join(s.testdata, "acme.yaml")}
	}
	all := map[string]any{}
	for _, f := range files {
		v, err := chartutil.ReadValuesFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = chartutil.MergeTables(v, all)
	}
	return all
}

func load(t *testing.T, s subject) *chart.Chart {
	t.Helper()
	c, err := loader.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// render is what an install in a namespace would be.
func render(t *testing.T, s subject, namespace string, v map[string]any) (*release.Release, error) {
	t.Helper()
	i := action.NewInstall(new(action.Configuration))
	i.ClientOnly, i.DryRun, i.ReleaseName, i.Namespace = true, true, "gw", namespace
	i.KubeVersion = &chartutil.KubeVersion{Version: "v1.34.0", Major: "1", Minor: "34"}
	i.APIVersions = chartutil.VersionSet{"monitoring.coreos.com/v1"}
	return i.Run(load(t, s), v)
}

// object is one of a release's.
type object struct {
	Kind     string            `json:"kind"`
	Metadata metav1.ObjectMeta `json:"metadata"`
	raw      []byte            // JSON
}

func objects(t *testing.T, manifest string) (all []object) {
	t.Helper()
	for doc := range strings.SplitSeq("\n"+manifest, "\n---\n") {
		raw, err := yaml.YAMLToJSONStrict([]byte(doc))
		if err != nil {
			t.Fatalf("%v in\n%s", err, doc)
		}
		var o object
		if err := json.Unmarshal(raw, &o); err != nil {
			t.Fatal(err)
		}
		if o.raw = raw; o.Kind != "" {
			all = append(all, o)
		}
	}
	return all
}

// each tests every case of every chart.
func each(t *testing.T, test func(t *testing.T, s subject, name string)) {
	for _, s := range subjects {
		for _, name := range s.cases {
			t.Run(s.dir+"/"+name, func(t *testing.T) { test(t, s, name) })
		}
	}
}

// TestRenders: each case is as its golden file has it, without what TestRights compares; it is written by go test -update.
func TestRenders(t *testing.T) {
	each(t, func(t *testing.T, s subject, name string) {
		rel, err := render(t, s, s.space, values(t, s, name))
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		for _, o := range objects(t, rel.Manifest) {
			if shared(o) {
				continue
			}
			doc, err := yaml.JSONToYAML(o.raw)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "---\n%s", doc)
		}
		fmt.Fprintf(&got, "--- # NOTES\n%s", rel.Info.Notes)
		golden := filepath.Join(s.testdata, name+".golden")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s is another one; remedy: go test ./helm -update, and look at the difference. Now:\n%s", golden, got.Bytes())
		}
	})
}

// TestLint: helm finds nothing wrong, not even what it would only warn of.
func TestLint(t *testing.T) {
	each(t, func(t *testing.T, s subject, name string) {
		l := action.NewLint()
		l.Strict, l.Namespace, l.KubeVersion = true, s.space, &chartutil.KubeVersion{Version: "v1.34.0", Major: "1", Minor: "34"}
		result := l.Run([]string{s.dir}, values(t, s, name))
		if len(result.Errors) > 0 || action.HasWarningsOrErrors(result) || result.TotalChartsLinted != 1 {
			t.Errorf("%+v", result)
		}
	})
}

// shared reports whether an object is one of those that all gateways of a cluster have in common.
func shared(o object) bool {
	return slices.Contains([]string{"ClusterRole", "Role", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"}, o.Kind)
}

// truth are the documents of gateway/kube's files, as JSON, but for the namespace.
func truth(t *testing.T) (all []string) {
	t.Helper()
	for _, name := range []string{"role.yaml", "confine.yaml"} {
		want, err := os.ReadFile(filepath.Join("..", "..", "gateway", "kube", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range objects(t, string(want)) {
			if o.Kind != "Namespace" {
				all = append(all, string(o.raw))
			}
		}
	}
	if len(all) < 10 {
		t.Fatalf("%d documents", len(all))
	}
	slices.Sort(all)
	return all
}

// TestRights: the chart's roles and policies are those of gateway/kube, all of them and no others, and its account is bound to
// those that it needs alone.
func TestRights(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string // bindings: kind, namespace, role
	}{
		{"acme", []string{"ClusterRoleBinding//berth-gateway", "ClusterRoleBinding//berth-gateway-use", "RoleBinding/default/berth-gateway"}},
		{"proxy", []string{"ClusterRoleBinding//berth-gateway", "RoleBinding/default/berth-gateway"}},
	} {
		rel, err := render(t, gateway, space, values(t, gateway, c.name))
		if err != nil {
			t.Fatal(err)
		}
		var got, bound []string
		for _, o := range objects(t, rel.Manifest) {
			if shared(o) {
				got = append(got, string(o.raw))
			}
			if !strings.HasSuffix(o.Kind, "RoleBinding") {
				continue
			}
			var b struct {
				RoleRef  struct{ Name string }
				Subjects []struct{ Kind, Name, Namespace string }
			}
			if err := json.Unmarshal(o.raw, &b); err != nil {
				t.Fatal(err)
			}
			bound = append(bound, o.Kind+"/"+o.Metadata.Namespace+"/"+b.RoleRef.Name)
			if len(b.Subjects) != 1 || b.Subjects[0].Kind != "ServiceAccount" || b.Subjects[0].Name != "gw" || b.Subjects[0].Namespace != space {
				t.Errorf("%s: %s binds %+v", c.name, o.Metadata.Name, b.Subjects)
			}
		}
		slices.Sort(bound)
		if !slices.Equal(bound, c.want) {
			t.Errorf("%s: bound to %v, want %v", c.name, bound, c.want)
		}
		want := truth(t)
		if c.name == "proxy" {
			want = nil // rbac.create is false
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: the chart's roles and policies are not those of gateway/kube; remedy: go generate ./gateway/kube", c.name)
		}
	}
}

// TestSandboxes: the runtime classes in which services may be root are those that the values name, in both policies.
func TestSandboxes(t *testing.T) {
	v := values(t, gateway, "acme")
	v["rbac"] = map[string]any{"sandboxes": []any{"kata-qemu", "runsc"}}
	rel, err := render(t, gateway, space, v)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(rel.Manifest, `"['kata-qemu', 'runsc']"`); n != 2 || strings.Contains(rel.Manifest, "'gvisor'") {
		t.Errorf("%d policies have them", n)
	}
}

// TestRestricted: the pod passes Kubernetes' own check of the level "restricted", but where it has ports of the machine.
func TestRestricted(t *testing.T) {
	check, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, subject subject, name string) {
		rel, err := render(t, subject, subject.space, values(t, subject, name))
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, o := range objects(t, rel.Manifest) {
			if o.Kind != subject.workload {
				continue
			}
			found++
			var s struct {
				Spec struct{ Template corev1.PodTemplateSpec }
			}
			if err := yaml.Unmarshal(o.raw, &s); err != nil {
				t.Error(err)
			}
			pod := s.Spec.Template
			var broken []string
			for _, r := range check.EvaluatePod(api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}, &pod.ObjectMeta, &pod.Spec) {
				if !r.Allowed {
					broken = append(broken, r.ForbiddenReason)
				}
			}
			var want []string
			if subject.dir == gateway.dir && name == "secret" {
				want = []string{"hostPort"}
			}
			if !slices.Equal(broken, want) {
				t.Errorf("the pod breaks %v, want %v", broken, want)
			}
			if c := pod.Spec.Containers[0]; c.SecurityContext == nil || c.SecurityContext.ReadOnlyRootFilesystem == nil || !*c.SecurityContext.ReadOnlyRootFilesystem {
				t.Error("the pod may write to its image")
			}
			if pod.Spec.EnableServiceLinks == nil || *pod.Spec.EnableServiceLinks {
				t.Error("names of Services become settings")
			}
		}
		if found != 1 {
			t.Errorf("%d pods", found)
		}
	})
}

// TestStrict: every object is one that Kubernetes knows in all its fields, as far as this module has its types.
func TestStrict(t *testing.T) {
	types := map[string]func() any{
		"Service": func() any { return new(corev1.Service) }, "ConfigMap": func() any { return new(corev1.ConfigMap) },
		"PersistentVolumeClaim": func() any { return new(corev1.PersistentVolumeClaim) }, "ServiceAccount": func() any { return new(corev1.ServiceAccount) },
		"NetworkPolicy": func() any { return new(networkingv1.NetworkPolicy) }, "StatefulSet": func() any { return new(appsv1.StatefulSet) },
		"Deployment": func() any { return new(appsv1.Deployment) }, "PodDisruptionBudget": func() any { return new(policyv1.PodDisruptionBudget) },
		"Ingress": func() any { return new(networkingv1.Ingress) }, "ClusterRoleBinding": func() any { return new(rbacv1.ClusterRoleBinding) }, "RoleBinding": func() any { return new(rbacv1.RoleBinding) },
	}
	each(t, func(t *testing.T, s subject, name string) {
		rel, err := render(t, s, s.space, values(t, s, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range objects(t, rel.Manifest) {
			if shared(o) || o.Kind == "ServiceMonitor" {
				continue
			}
			if types[o.Kind] == nil {
				t.Errorf("a %s", o.Kind)
			} else if err := yaml.UnmarshalStrict(o.raw, types[o.Kind]()); err != nil {
				t.Errorf("%s %s: %v", o.Kind, o.Metadata.Name, err)
			}
			if o.Kind != "ClusterRoleBinding" && o.Kind != "RoleBinding" && o.Metadata.Namespace != s.space {
				t.Errorf("%s %s is in the namespace %q", o.Kind, o.Metadata.Name, o.Metadata.Namespace)
			}
		}
	})
}
