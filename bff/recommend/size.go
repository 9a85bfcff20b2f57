package recommend

import (
	"berth/shared/resource"
	"berth/shared/wire"
)

// Presets are the sizes of just resources.
var Presets = []wire.Bundle{
	{Size: "S", For: map[string]string{"en": "a small site, a bot, something to try", "zh": "小网站、机器人、试用"}, Resources: resource.Resources{CPUMilli: 500, MemoryMiB: 512, DiskMiB: 5 << 10, TrafficMiB: 50 << 10}},
	{Size: "M", For: map[string]string{"en": "an app with a database, some dozen people at a time", "zh": "带数据库的应用，同时数十人"}, Resources: resource.Resources{CPUMilli: 2000, MemoryMiB: 4 << 10, DiskMiB: 40 << 10, TrafficMiB: 500 << 10}},
	{Size: "L", For: map[string]string{"en": "several services, builds, some hundred people at a time", "zh": "多个服务、构建任务，同时数百人"}, Resources: resource.Resources{CPUMilli: 8000, MemoryMiB: 16 << 10, DiskMiB: 160 << 10, TrafficMiB: 2000 << 10}},
}
