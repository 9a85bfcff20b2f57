// Package kubernetes reads YAML of Deployments and their like, Services, Ingresses, ConfigMaps, Secrets and PersistentVolumeClaims
// (https://kubernetes.io/docs/reference/kubernetes-api).
package kubernetes

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/phrase"
)

// cluster is what is gathered of a file's objects before they are put together.
type cluster struct {
	r         *read.Reader
	workloads []*workload
	services  []*service
	ingresses []ingress
	claims    map[string]*manifest.Volume
	configs   map[string]*bag
	secrets   map[string]*bag
	objects   int
	seen      map[string]bool
}

// reading is how objects of a kind are read.
type reading struct {
	group string // of its apiVersion, without the version
	read  func(name string, a read.At)
}

// Read reads YAML of Deployments and their like, Services, Ingresses, ConfigMaps, Secrets and
// PersistentVolumeClaims: https://kubernetes.io/docs/reference/kubernetes-api
func Read(r *read.Reader, text string) manifest.Manifest {
	c := &cluster{r: r, claims: map[string]*manifest.Volume{}, configs: map[string]*bag{}, secrets: map[string]*bag{}, seen: map[string]bool{}}
	r.WithVariables(false)
	docs := r.Documents(text)
	if docs == nil && len(r.Flaws) == 1 && strings.Contains(text, "{{") {
		r.Flaws = nil
		r.Flaw(placeOfTemplate(text), noTemplates)
		return manifest.Manifest{}
	}
	for i, doc := range docs {
		c.object(r.At(doc, "document "+strconv.Itoa(i+1)))
	}
	if len(c.workloads) == 0 && len(r.Flaws) == 0 {
		r.Flaw(manifest.Place{}, "there is nothing to run in it: a Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Pod or Job")
	}
	return c.build()
}

const noTemplates = "this is a template; render it first, such as with helm template"

var templateAction = regexp.MustCompile(`\{\{-?\s*[^\s}]`)

// placeOfTemplate is where the first action of a template stands.
func placeOfTemplate(text string) manifest.Place {
	at := templateAction.FindStringIndex(text)
	if at == nil {
		return manifest.Place{}
	}
	before := text[:at[0]]
	documents := 1 + strings.Count(strings.TrimPrefix("\n"+strings.TrimSpace(before), "\n---"), "\n---")
	return manifest.Place{Path: "document " + strconv.Itoa(documents), Line: 1 + strings.Count(before, "\n")}
}

// unrendered is the first part of an object that is an action of a template. Texts of the object's own may have such
// words in them.
func unrendered(n *read.Node, key string) *read.Node {
	switch {
	case slices.Contains([]string{"data", "stringData", "binaryData", "args", "command", "annotations", "value"}, key):
		return nil
	case n.Kind == read.Scalar:
		if templateAction.MatchString(n.Text) {
			return n
		}
		return nil
	}
	for i, x := range n.Items {
		below := key
		if n.Kind == read.Dict {
			below = n.Keys[i]
		}
		if found := unrendered(x, below); found != nil {
			return found
		}
	}
	return nil
}

// object reads one object, or those of a list.
func (c *cluster) object(root read.At) {
	if c.objects++; c.objects > read.MaxDocuments*2 {
		root.Flaw("at most %d objects", read.MaxDocuments*2)
		return
	}
	kind, version := root.N.Get("kind"), root.N.Get("apiVersion")
	if kind != nil && kind.Kind == read.Scalar && strings.HasSuffix(kind.Text, "List") && root.N.Get("items") != nil {
		root.To("items").All(read.MaxDocuments, func(_ int, a read.At) { c.object(a) })
		return
	}
	name := root.N.Get("metadata").Get("name")
	if g := root.N.Get("metadata").Get("generateName"); name == nil && g != nil && g.Kind == read.Scalar && strings.Trim(g.Text, "-.") != "" {
		whole := *g
		whole.Text = strings.TrimRight(g.Text, "-.")
		name = &whole
	}
	if n := unrendered(root.N, ""); n != nil {
		c.r.Flaw(manifest.Place{Path: root.Path, Line: n.Line}, noTemplates)
		return
	}
	if kind != nil && (kind.Text == "Kustomization" || kind.Text == "Component" && version != nil && strings.HasPrefix(version.Text, "kustomize")) {
		root.Flaw("this says how others are put together; do it first, with kubectl kustomize")
		return
	}
	switch {
	case kind != nil:
	case root.N.Get("services") != nil:
		root.Flaw("this is a Compose file; choose that format")
		return
	case root.N.Get("apiVersion") != nil && root.N.Get("version") != nil && root.N.Get("name") != nil:
		root.Flaw("this says what a chart is; render it first, such as with helm template")
		return
	}
	if kind == nil || kind.Kind != read.Scalar || name == nil || name.Kind != read.Scalar {
		root.Flaw("kind and metadata.name have to be there")
		return
	}
	root.Path = manifest.Brief(kind.Text) + "/" + manifest.Brief(name.Text)
	group := ""
	if version != nil && version.Kind == read.Scalar {
		if i := strings.LastIndexByte(version.Text, '/'); i >= 0 {
			group = version.Text[:i]
		}
	}
	if hooks := root.N.Get("metadata").Get("annotations").Get("helm.sh/hook"); hooks != nil && hooks.Kind == read.Scalar && !installs(hooks.Text) {
		root.Note("helm runs it for %s only, so it is left out", manifest.Brief(hooks.Text))
		return
	}
	if why := ignored[kind.Text]; why != "" || strings.HasSuffix(group, "monitoring.coreos.com") || slices.Contains(leading, group) {
		if why == "" {
			why = "what watches or leads to services is the node's own"
		}
		root.Note(why)
		return
	}
	if remedy := refused[kind.Text]; remedy != "" {
		root.Flaw(remedy)
		return
	}
	k, ok := c.kinds()[kind.Text]
	if remedy := denied[kind.Text]; remedy != "" || !ok {
		if remedy == "" {
			remedy = "it needs a program in the cluster that knows objects of this kind, and the cluster is not yours; leave it out"
		}
		root.Cannot(remedy)
		return
	}
	if c.seen[root.Path] {
		root.Flaw("this object is there twice; leave one out")
		return
	}
	c.seen[root.Path] = true
	if !strings.HasPrefix(group+"/", k.group+"/") && group != "extensions" {
		root.To("apiVersion").Flaw("apiVersion: %s", strings.TrimPrefix(k.group+"/v1", "/"))
	}
	k.read(name.Text, root)
}

// installs reports whether hooks of Helm's are among what an installation runs.
func installs(hooks string) bool {
	return strings.Contains(hooks, "install") || strings.Contains(hooks, "upgrade")
}

func (c *cluster) kinds() map[string]reading {
	workload := func(kind string) func(string, read.At) {
		return func(name string, a read.At) { c.workload(name, a, kind) }
	}
	kinds := map[string]reading{
		"ReplicationController": {"", workload("ReplicationController")}, "Pod": {"", c.barePod}, "Job": {"batch", c.job},
		"Service": {"", c.service}, "ConfigMap": {"", c.config}, "Secret": {"", c.secret}, "PersistentVolumeClaim": {"", c.claim},
	}
	for _, kind := range []string{"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"} {
		kinds[kind] = reading{"apps", workload(kind)}
	}
	kinds["Ingress"] = reading{"networking.k8s.io", c.ingress}
	return kinds
}

// leading are the groups of objects that lead to services, or get certificates for the way there.
var leading = []string{"gateway.networking.k8s.io", "traefik.io", "traefik.containo.us", "cert-manager.io", "networking.istio.io"}

// Kinds of objects that make no difference here, that have to be written otherwise, and that nothing rented can have.
var (
	ignored = map[string]phrase.Form{
		"Namespace": "the order has its own", "NetworkPolicy": "nobody but the order's own services gets in",
		"HorizontalPodAutoscaler": "replicas is what counts", "VerticalPodAutoscaler": "resources is what counts", "PodDisruptionBudget": "a service is replaced as a whole",
		"ServiceAccount": "services have no access to the cluster", "PriorityClass": "services are even", "LimitRange": "the order has its own limits",
		"ResourceQuota": "the order has its own limits", "StorageClass": "disks are the node's own", "PersistentVolume": "a PersistentVolumeClaim gets a disk of the node's",
		"VolumeSnapshotClass": "disks are the node's own", "IngressClass": "each service has a host name of its own", "Event": "nobody reads it", "Endpoints": "a Service finds its pods",
		"EndpointSlice": "a Service finds its pods", "Lease": "nobody reads it",
	}
	refused = map[string]phrase.Form{
		"CronJob": "nothing is started by the clock here; write a Deployment whose process keeps the time",
	}
	denied = map[string]phrase.Form{
		"Role": noCluster, "RoleBinding": noCluster, "ClusterRole": noCluster, "ClusterRoleBinding": noCluster,
		"CustomResourceDefinition":     "the cluster's kinds of objects are not yours to change; leave it out",
		"MutatingWebhookConfiguration": noCluster, "ValidatingWebhookConfiguration": noCluster, "APIService": noCluster, "ValidatingAdmissionPolicy": noCluster,
		"PodSecurityPolicy": noCluster, "Node": noCluster, "RuntimeClass": noCluster, "DeviceClass": noCluster, "CSIDriver": noCluster,
	}
)

const noCluster = "services have no access to the cluster; leave it out"

// object reads an object's head and what else it has.
func object(a read.At, more read.Fields) {
	f := read.Fields{
		"apiVersion": read.Quiet, "kind": read.Quiet, "status": read.Ignore("it is the cluster's to say"),
		"metadata": func(a read.At) { metadata(a, nil) },
	}
	for k, take := range more {
		f[k] = take
	}
	a.Read(f)
}

func metadata(a read.At, labels func(read.At)) {
	if labels == nil {
		labels = read.Quiet
	}
	a.Read(read.Fields{
		"name": read.Quiet, "labels": labels,
		"namespace": read.Ignore("the order has its own"), "annotations": read.Ignore("nobody reads annotations here"), "creationTimestamp": read.Quiet,
		"generateName": read.Ignore("it has a name"), "selfLink": read.Quiet,
		"finalizers": read.Ignore("objects are the gateway's"), "ownerReferences": read.Ignore("objects are the gateway's"), "uid": read.Quiet, "resourceVersion": read.Quiet, "generation": read.Quiet,
		"managedFields": read.Quiet, "deletionTimestamp": read.Quiet,
	})
}

// labels are a map's of text to text.
func labels(a read.At) map[string]string {
	m := map[string]string{}
	a.Each(func(k string, a read.At) { m[k] = a.Text() })
	return m
}

// contains reports whether all of part is in labels.
func contains(labels, part map[string]string) bool {
	for k, v := range part {
		if got, ok := labels[k]; !ok || got != v {
			return false
		}
	}
	return true
}
