package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	corev1ac "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"berth/gateway/kube/build"
)

// request is what reaches an API server.
type request struct {
	method, url, kind, accept, agent string
	body                             any // JSON, else text
}

// TestRequests: an API server is asked the same as by client-go's own clients.
func TestRequests(t *testing.T) {
	var last request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		last = request{r.Method, r.URL.String(), r.Header.Get("Content-Type"), r.Header.Get("Accept"), r.UserAgent(), string(raw)}
		var v any
		if json.Unmarshal(raw, &v) == nil {
			last.body = v
		}
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	config := &rest.Config{Host: server.URL, UserAgent: "test", QPS: 1000, Burst: 1000, ContentConfig: rest.ContentConfig{
		ContentType: "application/vnd.kubernetes.protobuf", AcceptContentTypes: "application/vnd.kubernetes.protobuf,application/json",
	}}
	mine, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	core := theirs.CoreV1()
	now, seconds, lines := metav1.DeletePropagationBackground, int64(300), int64(7)
	list := metav1.ListOptions{LabelSelector: "a=b", Limit: 500, Continue: "x", ResourceVersion: "0", TimeoutSeconds: &seconds}
	uid := types.UID("u")
	gone := metav1.DeleteOptions{PropagationPolicy: &now, Preconditions: &metav1.Preconditions{UID: &uid}}
	patch, merge := metav1.PatchOptions{FieldManager: Manager}, []byte(`{"a":1}`)
	apply := metav1.ApplyOptions{FieldManager: Manager, Force: true}
	log := &corev1.PodLogOptions{Container: "web", Follow: true, Timestamps: true, TailLines: &lines}
	for name, c := range map[string]struct {
		mine, theirs func(ctx context.Context) error
	}{
		"get": {
			func(ctx context.Context) error {
				_, err := mine.Namespaces.Get(ctx, "n", metav1.GetOptions{})
				return err
			},
			func(ctx context.Context) error {
				_, err := core.Namespaces().Get(ctx, "n", metav1.GetOptions{})
				return err
			},
		},
		"list of all": {
			func(ctx context.Context) error { _, err := mine.Pods("").List(ctx, list); return err },
			func(ctx context.Context) error { _, err := core.Pods("").List(ctx, list); return err },
		},
		"list of a group": {
			func(ctx context.Context) error { _, err := mine.Deployments("ns").List(ctx, list); return err },
			func(ctx context.Context) error {
				_, err := theirs.AppsV1().Deployments("ns").List(ctx, list)
				return err
			},
		},
		"ranges": {
			func(ctx context.Context) error { _, err := mine.ServiceRanges.List(ctx, list); return err },
			func(ctx context.Context) error {
				_, err := theirs.NetworkingV1().ServiceCIDRs().List(ctx, list)
				return err
			},
		},
		"endpoints": {
			func(ctx context.Context) error { _, err := mine.Endpoints("default").List(ctx, list); return err },
			func(ctx context.Context) error {
				_, err := theirs.DiscoveryV1().EndpointSlices("default").List(ctx, list)
				return err
			},
		},
		"watch": {
			func(ctx context.Context) error { _, err := mine.Events("").Watch(ctx, list); return err },
			func(ctx context.Context) error { _, err := core.Events("").Watch(ctx, list); return err },
		},
		"delete": {
			func(ctx context.Context) error { return mine.Secrets("ns").Delete(ctx, "n", gone) },
			func(ctx context.Context) error { return core.Secrets("ns").Delete(ctx, "n", gone) },
		},
		"patch": {
			func(ctx context.Context) error {
				_, err := mine.Pods("ns").Patch(ctx, "n", types.StrategicMergePatchType, merge, patch, "resize")
				return err
			},
			func(ctx context.Context) error {
				_, err := core.Pods("ns").Patch(ctx, "n", types.StrategicMergePatchType, merge, patch, "resize")
				return err
			},
		},
		"apply": {
			func(ctx context.Context) error {
				_, err := Apply(ctx, mine.ConfigMaps("ns"), build.Data[string]{
					Head: build.Head{Kind: "ConfigMap", APIVersion: "v1", Metadata: build.Metadata{Name: "n", Namespace: "ns", Labels: map[string]string{"a": "b"}}},
					Data: map[string]string{"x": ""},
				})
				return err
			},
			func(ctx context.Context) error {
				o := corev1ac.ConfigMap("n", "ns").WithLabels(map[string]string{"a": "b"}).WithData(map[string]string{"x": ""})
				_, err := core.ConfigMaps("ns").Apply(ctx, o, apply)
				return err
			},
		},
		"log": {
			func(ctx context.Context) error { _, err := mine.Log(ctx, "ns", "n", log); return err },
			func(ctx context.Context) error { _, err := core.Pods("ns").GetLogs("n", log).Stream(ctx); return err },
		},
	} {
		t.Run(name, func(t *testing.T) {
			if c.mine(t.Context()) == nil {
				t.Error("what is not there is no error")
			}
			got := last
			if c.theirs(t.Context()) == nil {
				t.Error("what is not there is no error of client-go's")
			}
			if !reflect.DeepEqual(got, last) {
				t.Errorf("got %+v\nwant %+v", got, last)
			}
		})
	}
}
