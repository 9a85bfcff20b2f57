// Package inspect looks at a cluster as a gateway will use it, before the gateway does: whether its account has the rights that
// it needs, what the machines are good for, and, by a pod that tries, whether what is declared for an order really happens.
package inspect

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"berth/gateway/kube"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
	"berth/gateway/kube/verdict"
	"berth/shared/resource"
)

// Cluster is a cluster that is looked at. It is safe for concurrent use.
type Cluster struct{ client *api.Client }

// Open makes one, of a kubeconfig or, with none, of the pod's own account. Nothing is asked yet.
func Open(kubeconfig string) (*Cluster, error) {
	client, err := kube.Connect(kubeconfig)
	if err != nil {
		return nil, err
	}
	return New(client), nil
}

// New makes one of a client.
func New(client *api.Client) *Cluster { return &Cluster{client} }

// Who is the user name that the API server knows the account by. An error says that the server is not reached, or lets nobody
// in with this account.
func (c *Cluster) Who(ctx context.Context) (string, error) {
	name, err := c.client.Myself(ctx)
	if apierrors.IsNotFound(err) { // clusters before 1.28
		return "", nil
	}
	return name, err
}

// Right is one thing that a role allows.
type Right struct {
	Role      string
	Namespace string // empty: everywhere, or what belongs to none
	what      authorizationv1.ResourceAttributes
}

// String is the right as kubectl auth can-i has it.
func (r Right) String() string {
	s := r.what.Verb + " " + r.what.Resource
	if r.what.Subresource != "" {
		s += "/" + r.what.Subresource
	}
	if r.what.Group != "" {
		s += "." + r.what.Group
	}
	if r.what.Name != "" {
		s += " " + r.what.Name
	}
	if r.Namespace != "" {
		s += " in " + r.Namespace
	}
	return s
}

// Roles of role.yaml, by name.
const (
	RoleNode    = "berth-gateway"         // everywhere, and one of the same name in the namespace default
	RoleUse     = "berth-gateway-use"     // what is used, which a gateway can do without
	RoleForward = "berth-gateway-forward" // to reach pods through the API server
	RoleOrder   = "berth-gateway-order"   // in an order's namespace
)

// Rights are those of a role out of role.yaml; those of an order's are for a namespace.
func Rights(role, namespace string) (all []Right, err error) {
	for doc := range bytes.SplitSeq(kube.Role, []byte("\n---\n")) {
		raw, err := yaml.YAMLToJSONStrict(doc)
		if err != nil {
			return nil, fmt.Errorf("role.yaml: %w", err)
		}
		var r rbacv1.ClusterRole
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, fmt.Errorf("role.yaml: %w", err)
		}
		if r.Name != role || r.Kind != "ClusterRole" && r.Kind != "Role" {
			continue
		}
		in := r.Namespace
		if role == RoleOrder {
			in = namespace
		}
		for _, rule := range r.Rules {
			all = append(all, rightsOf(role, in, rule)...)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("role.yaml has no role %s", role)
	}
	return all, nil
}

func rightsOf(role, namespace string, rule rbacv1.PolicyRule) (all []Right) {
	names := rule.ResourceNames
	if len(names) == 0 {
		names = []string{""}
	}
	for _, group := range rule.APIGroups {
		for _, full := range rule.Resources {
			kind, sub, _ := bytes.Cut([]byte(full), []byte("/"))
			for _, verb := range rule.Verbs {
				for _, name := range names {
					all = append(all, Right{role, namespace, authorizationv1.ResourceAttributes{
						Group: group, Resource: string(kind), Subresource: string(sub), Verb: verb, Name: name, Namespace: namespace,
					}})
				}
			}
		}
	}
	return all
}

// Lacking are those of the rights that the account has not, each asked of the API server.
func (c *Cluster) Lacking(ctx context.Context, rights []Right) (lacking []Right, err error) {
	for _, r := range rights {
		may, err := c.client.May(ctx, r.what)
		if err != nil {
			return nil, fmt.Errorf("may it %s: %w", r, err)
		}
		if !may {
			lacking = append(lacking, r)
		}
	}
	return lacking, nil
}

// Machine is one of the cluster's.
type Machine struct {
	Name           string
	Takes          bool   // pods, now
	ScratchMiB     uint64 // ephemeral storage that pods can have; 0: the machine does not say, so nothing is scheduled by it
	UserNamespaces bool   // its runtime says that it can give pods user namespaces of their own, which may be wrong
	Version        string // of the kubelet
}

// Machines are all of them.
func (c *Cluster) Machines(ctx context.Context) (all []Machine, err error) {
	nodes, err := c.client.Nodes.List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	for _, n := range nodes.Items {
		all = append(all, Machine{
			Name: n.Name, Takes: verdict.Machines([]corev1.Node{n}) > 0, Version: n.Status.NodeInfo.KubeletVersion,
			ScratchMiB: uint64(max(n.Status.Allocatable.StorageEphemeral().Value(), 0)) >> 20,
			UserNamespaces: slices.ContainsFunc(n.Status.RuntimeHandlers, func(h corev1.NodeRuntimeHandler) bool {
				return h.Features != nil && h.Features.UserNamespaces != nil && *h.Features.UserNamespaces
			}),
		})
	}
	return all, nil
}

// Apart finds out by trying what the machines that take pods can keep apart, as a gateway does.
func (c *Cluster) Apart(ctx context.Context, t Trial) (f probe.Found, err error) {
	nodes, err := c.client.Nodes.List(ctx, metav1.ListOptions{})
	if err != nil {
		return f, err
	}
	with := probe.Config{Client: c.client, Image: t.Image, RuntimeClass: t.RuntimeClass, SandboxClass: t.SandboxClass, Waits: t.Waits}
	rand.Read(with.Realm.Node[:]) // a realm that is nobody's
	rand.Read(with.Realm.Market[:])
	user, err := c.Who(ctx)
	if err != nil {
		return f, err
	}
	if build.IsAccount(user) {
		with.Account = user
	}
	return probe.Look(ctx, with, slices.DeleteFunc(nodes.Items, func(n corev1.Node) bool { return verdict.Machines([]corev1.Node{n}) == 0 }))
}

// Free is what the machines can give beside what is used by others than a realm's orders.
func (c *Cluster) Free(ctx context.Context, realm build.Realm) (resource.Resources, error) {
	nodes, err := c.client.Nodes.List(ctx, metav1.ListOptions{})
	if err != nil {
		return resource.Resources{}, err
	}
	pods, err := c.client.Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return resource.Resources{}, err
	}
	return verdict.Free(nodes.Items, verdict.Others(pods.Items, realm)), nil
}

// Figures say who tells what services use.
type Figures struct {
	Kubelet bool // the kubelets do: disks and the network, too
	Metrics bool // the metrics API does: CPU and memory
}

// Figures asks both, the kubelets by one machine.
func (c *Cluster) Figures(ctx context.Context, machine string) (f Figures, err error) {
	get := func(path string) (bool, error) {
		_, err := c.client.Plain.Get().AbsPath(path).DoRaw(ctx)
		var said apierrors.APIStatus
		if errors.As(err, &said) && said.Status().Code < http.StatusInternalServerError || apierrors.IsServiceUnavailable(err) {
			return false, nil // not allowed, not there, or away behind the API server
		}
		return err == nil, err
	}
	if f.Kubelet, err = get("/api/v1/nodes/" + machine + "/proxy/stats/summary"); err != nil {
		return f, err
	}
	f.Metrics, err = get("/apis/metrics.k8s.io/v1beta1/namespaces/default/pods")
	return f, err
}
