// Package api is a client of Kubernetes' API for the kinds of objects that a gateway has to do with, and no others:
// client-go's own clients know every kind, and compiling them takes longer than compiling the rest of a gateway. What is
// declared is sent as JSON, to be applied on the server's side; what comes back are the API's own types.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"

	appsv1 "k8s.io/api/apps/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/remotecommand"
)

// Manager is who the fields of objects belong to that were applied.
const Manager = "berth"

// Reader reads objects of one kind.
type Reader[T, L runtime.Object] interface {
	Get(ctx context.Context, name string, o metav1.GetOptions) (T, error)
	List(ctx context.Context, o metav1.ListOptions) (L, error)
	Watch(ctx context.Context, o metav1.ListOptions) (watch.Interface, error)
}

// Writer changes objects of one kind.
type Writer[T runtime.Object] interface {
	Patch(ctx context.Context, name string, kind types.PatchType, body []byte, o metav1.PatchOptions, subresources ...string) (T, error)
	Delete(ctx context.Context, name string, o metav1.DeleteOptions) error
}

// Objects are those of one kind, of one namespace or of all.
type Objects[T, L runtime.Object] interface {
	Reader[T, L]
	Writer[T]
}

// Client reaches the API server. Each kind of a namespace is a function of the namespace; that of the empty name is all of
// them together. It is safe for concurrent use.
type Client struct {
	Namespaces    Objects[*corev1.Namespace, *corev1.NamespaceList]
	Nodes         Reader[*corev1.Node, *corev1.NodeList]
	ServiceRanges Reader[*networkingv1.ServiceCIDR, *networkingv1.ServiceCIDRList]
	Classes       Reader[*storagev1.StorageClass, *storagev1.StorageClassList]

	Pods        func(ns string) Objects[*corev1.Pod, *corev1.PodList]
	Services    func(ns string) Objects[*corev1.Service, *corev1.ServiceList]
	ConfigMaps  func(ns string) Objects[*corev1.ConfigMap, *corev1.ConfigMapList]
	Secrets     func(ns string) Objects[*corev1.Secret, *corev1.SecretList]
	Disks       func(ns string) Objects[*corev1.PersistentVolumeClaim, *corev1.PersistentVolumeClaimList]
	Quotas      func(ns string) Objects[*corev1.ResourceQuota, *corev1.ResourceQuotaList]
	Limits      func(ns string) Objects[*corev1.LimitRange, *corev1.LimitRangeList]
	Deployments func(ns string) Objects[*appsv1.Deployment, *appsv1.DeploymentList]
	Jobs        func(ns string) Objects[*batchv1.Job, *batchv1.JobList]
	Policies    func(ns string) Objects[*networkingv1.NetworkPolicy, *networkingv1.NetworkPolicyList]
	Bindings    func(ns string) Writer[*rbacv1.RoleBinding]
	Events      func(ns string) Reader[*corev1.Event, *corev1.EventList]
	Endpoints   func(ns string) Reader[*discoveryv1.EndpointSlice, *discoveryv1.EndpointSliceList]

	// Myself is the user name by which the API server knows who asks; nil with a stand-in.
	Myself func(ctx context.Context) (string, error)
	// May asks whether who asks may do a thing; nil with a stand-in.
	May func(ctx context.Context, what authorizationv1.ResourceAttributes) (bool, error)
	// Log opens a pod's log.
	Log func(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error)

	// Exec runs a command in a pod until it ends or ctx does; nil with a stand-in.
	Exec func(ctx context.Context, ns, pod string, o *corev1.PodExecOptions, streams remotecommand.StreamOptions) error
	// Forward connects to a port of a pod through the API server; nil with a stand-in.
	Forward func(ctx context.Context, ns, pod string, port int) (net.Conn, error)
	// Plain is for what has no type here; nil: there is no server behind this, only a stand-in.
	Plain rest.Interface
	// ListsOnly is for a stand-in whose watches do not begin with what there is already.
	ListsOnly bool
}

// IsWatchListSemanticsUnSupported is what client-go's watches ask.
func (c *Client) IsWatchListSemanticsUnSupported() bool { return c.ListsOnly }

// Apply makes an object be as it is declared. Fields that were declared before and are not any more are taken away, and
// those that another manager claims are taken over.
func Apply[T runtime.Object](ctx context.Context, to Writer[T], o interface{ GetName() string }) (T, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		var none T
		return none, fmt.Errorf("object %s: %w", o.GetName(), err)
	}
	force := true
	return to.Patch(ctx, o.GetName(), types.ApplyYAMLPatchType, raw, metav1.PatchOptions{FieldManager: Manager, Force: &force})
}
