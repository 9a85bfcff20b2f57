package api

import (
	"context"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/go-logr/logr"
	appsv1 "k8s.io/api/apps/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	authorizationv1 "k8s.io/api/authorization/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/util/flowcontrol"
)

// New makes a client. The API server is not asked yet.
func New(config *rest.Config) (*Client, error) {
	c := *config
	if c.RateLimiter == nil && c.QPS > 0 {
		c.RateLimiter = flowcontrol.NewTokenBucketRateLimiter(c.QPS, c.Burst) // of all groups together
	}
	s, err := newScheme()
	if err != nil {
		return nil, fmt.Errorf("kubernetes: %w", err)
	}
	codecs := serializer.NewCodecFactory(s)
	c.NegotiatedSerializer = codecs.WithoutConversion()
	transport, err := rest.HTTPClientFor(&c)
	if err != nil {
		return nil, fmt.Errorf("kubernetes: %w", err)
	}
	group := func(gv schema.GroupVersion, path string) *rest.RESTClient {
		g := c
		g.GroupVersion, g.APIPath = &gv, path
		r, gerr := rest.RESTClientForConfigAndClient(&g, transport)
		if gerr != nil && err == nil {
			err = fmt.Errorf("kubernetes: %w", gerr)
		}
		return r
	}
	core, apps := group(corev1.SchemeGroupVersion, "/api"), group(appsv1.SchemeGroupVersion, "/apis")
	networking, discovery := group(networkingv1.SchemeGroupVersion, "/apis"), group(discoveryv1.SchemeGroupVersion, "/apis")
	rights, users := group(rbacv1.SchemeGroupVersion, "/apis"), group(authenticationv1.SchemeGroupVersion, "/apis")
	permits, batch := group(authorizationv1.SchemeGroupVersion, "/apis"), group(batchv1.SchemeGroupVersion, "/apis")
	storage := group(storagev1.SchemeGroupVersion, "/apis")
	if err != nil {
		return nil, err
	}
	params, forwards := runtime.NewParameterCodec(s), newForwarder(&c)
	return &Client{
		Namespaces:    of[corev1.Namespace, corev1.NamespaceList](core, params, "namespaces", ""),
		Nodes:         of[corev1.Node, corev1.NodeList](core, params, "nodes", ""),
		ServiceRanges: of[networkingv1.ServiceCIDR, networkingv1.ServiceCIDRList](networking, params, "servicecidrs", ""),
		Classes:       of[storagev1.StorageClass, storagev1.StorageClassList](storage, params, "storageclasses", ""),
		Pods:          within[corev1.Pod, corev1.PodList](core, params, "pods"),
		Services:      within[corev1.Service, corev1.ServiceList](core, params, "services"),
		ConfigMaps:    within[corev1.ConfigMap, corev1.ConfigMapList](core, params, "configmaps"),
		Secrets:       within[corev1.Secret, corev1.SecretList](core, params, "secrets"),
		Disks:         within[corev1.PersistentVolumeClaim, corev1.PersistentVolumeClaimList](core, params, "persistentvolumeclaims"),
		Quotas:        within[corev1.ResourceQuota, corev1.ResourceQuotaList](core, params, "resourcequotas"),
		Limits:        within[corev1.LimitRange, corev1.LimitRangeList](core, params, "limitranges"),
		Deployments:   within[appsv1.Deployment, appsv1.DeploymentList](apps, params, "deployments"),
		Jobs:          within[batchv1.Job, batchv1.JobList](batch, params, "jobs"),
		Policies:      within[networkingv1.NetworkPolicy, networkingv1.NetworkPolicyList](networking, params, "networkpolicies"),
		Bindings: func(ns string) Writer[*rbacv1.RoleBinding] {
			return of[rbacv1.RoleBinding, rbacv1.RoleBindingList](rights, params, "rolebindings", ns)
		},
		Events:    readable[corev1.Event, corev1.EventList](core, params, "events"),
		Endpoints: readable[discoveryv1.EndpointSlice, discoveryv1.EndpointSliceList](discovery, params, "endpointslices"),
		Myself: func(ctx context.Context) (string, error) {
			review := &authenticationv1.SelfSubjectReview{}
			err := users.Post().Resource("selfsubjectreviews").Body(review).Do(ctx).Into(review)
			return review.Status.UserInfo.Username, err
		},
		May: func(ctx context.Context, what authorizationv1.ResourceAttributes) (bool, error) {
			review := &authorizationv1.SelfSubjectAccessReview{Spec: authorizationv1.SelfSubjectAccessReviewSpec{ResourceAttributes: &what}}
			err := permits.Post().Resource("selfsubjectaccessreviews").Body(review).Do(ctx).Into(review)
			return review.Status.Allowed, err
		},
		Log: func(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error) {
			return core.Get().Namespace(ns).Resource("pods").Name(pod).SubResource("log").VersionedParams(o, params).Stream(ctx)
		},
		Exec: func(ctx context.Context, ns, pod string, o *corev1.PodExecOptions, streams remotecommand.StreamOptions) error {
			run, err := executor(&c, core.Post().Namespace(ns).Resource("pods").Name(pod).SubResource("exec").VersionedParams(o, params))
			if err != nil {
				return err
			}
			return run.StreamWithContext(logr.NewContext(ctx, logr.Discard()), streams) // it would log each end as an error
		},
		Forward: func(ctx context.Context, ns, pod string, port int) (net.Conn, error) {
			return forwards.open(ctx, core.Post().Namespace(ns).Resource("pods").Name(pod).SubResource("portforward"), port)
		},
		Plain: core,
	}, nil
}

// newScheme has the kinds of the groups that are asked for, and no others.
func newScheme() (*runtime.Scheme, error) {
	s := runtime.NewScheme()
	metav1.AddToGroupVersion(s, schema.GroupVersion{Version: "v1"})
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, appsv1.AddToScheme, networkingv1.AddToScheme, discoveryv1.AddToScheme, rbacv1.AddToScheme, authenticationv1.AddToScheme, authorizationv1.AddToScheme, batchv1.AddToScheme, storagev1.AddToScheme} {
		if err := add(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// object is a pointer to a type of the API's.
type object[T any] interface {
	*T
	runtime.Object
}

// kind is one kind of object on the API server.
type kind[T, L any, P object[T], PL object[L]] struct {
	client    rest.Interface
	params    runtime.ParameterCodec
	name      string
	namespace string // empty: it has none, or all of them
}

func of[T, L any, P object[T], PL object[L]](client rest.Interface, params runtime.ParameterCodec, name, ns string) kind[T, L, P, PL] {
	return kind[T, L, P, PL]{client, params, name, ns}
}

// within makes the clients of a kind, one for each namespace.
func within[T, L any, P object[T], PL object[L]](client rest.Interface, params runtime.ParameterCodec, name string) func(ns string) Objects[P, PL] {
	return func(ns string) Objects[P, PL] { return of[T, L, P, PL](client, params, name, ns) }
}

// readable is within for a kind that is only read.
func readable[T, L any, P object[T], PL object[L]](client rest.Interface, params runtime.ParameterCodec, name string) func(ns string) Reader[P, PL] {
	return func(ns string) Reader[P, PL] { return of[T, L, P, PL](client, params, name, ns) }
}

var _ Objects[*corev1.Pod, *corev1.PodList] = kind[corev1.Pod, corev1.PodList, *corev1.Pod, *corev1.PodList]{}

// on points a request at the kind.
func (k kind[T, L, P, PL]) on(r *rest.Request) *rest.Request {
	return r.NamespaceIfScoped(k.namespace, k.namespace != "").Resource(k.name)
}

func (k kind[T, L, P, PL]) Get(ctx context.Context, name string, o metav1.GetOptions) (P, error) {
	out := P(new(T))
	err := k.on(k.client.Get()).Name(name).VersionedParams(&o, k.params).Do(ctx).Into(out)
	return out, err
}

func (k kind[T, L, P, PL]) List(ctx context.Context, o metav1.ListOptions) (PL, error) {
	out := PL(new(L))
	err := k.on(k.client.Get()).VersionedParams(&o, k.params).Timeout(timeout(o)).Do(ctx).Into(out)
	return out, err
}

func (k kind[T, L, P, PL]) Watch(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
	o.Watch = true
	return k.on(k.client.Get()).VersionedParams(&o, k.params).Timeout(timeout(o)).Watch(ctx)
}

func (k kind[T, L, P, PL]) Patch(ctx context.Context, name string, how types.PatchType, body []byte, o metav1.PatchOptions, subresources ...string) (P, error) {
	out := P(new(T))
	err := k.on(k.client.Patch(how)).Name(name).SubResource(subresources...).VersionedParams(&o, k.params).Body(body).Do(ctx).Into(out)
	return out, err
}

func (k kind[T, L, P, PL]) Delete(ctx context.Context, name string, o metav1.DeleteOptions) error {
	return k.on(k.client.Delete()).Name(name).Body(&o).Do(ctx).Error()
}

func timeout(o metav1.ListOptions) time.Duration {
	if o.TimeoutSeconds == nil {
		return 0
	}
	return time.Duration(*o.TimeoutSeconds) * time.Second
}
