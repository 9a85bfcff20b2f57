package resource_test

import (
	"fmt"

	"berth/shared/resource"
)

func ExampleResources() {
	total := resource.Resources{CPUMilli: 4000, MemoryMiB: 8192}
	free := total.Sub(resource.Resources{CPUMilli: 1500, MemoryMiB: 2048})
	fmt.Println(free.CPUMilli, free.MemoryMiB, free.IsZero())
	// Output: 2500 6144 false
}
