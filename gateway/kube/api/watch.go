package api

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/tools/cache"
)

// resync is how often all that a watch shows is looked at again.
const resync = 10 * time.Minute

// Informer watches the objects of a kind that a selector selects.
func Informer[T, L runtime.Object](client *Client, from Reader[T, L], kind runtime.Object, selector string) cache.SharedIndexInformer {
	lw := ListWatch(client, from, func(o *metav1.ListOptions) { o.LabelSelector = selector })
	return cache.NewSharedIndexInformer(lw, kind, resync, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
}

// ListWatch lists and watches the objects of a kind, as far as narrow lets it.
func ListWatch[T, L runtime.Object](client *Client, from Reader[T, L], narrow func(*metav1.ListOptions)) cache.ListerWatcher {
	return cache.ToListWatcherWithWatchListSemantics(&cache.ListWatch{
		ListWithContextFunc: func(ctx context.Context, o metav1.ListOptions) (runtime.Object, error) {
			narrow(&o)
			return from.List(ctx, o)
		},
		WatchFuncWithContext: func(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
			narrow(&o)
			return from.Watch(ctx, o)
		},
	}, client)
}
