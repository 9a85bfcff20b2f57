package text

// CrashWords are what the script that starts the app says when it could not, or when the app has ended: by what has happened a title and
// a sentence, and the words of its controls. They go into assets/start.js, which works without the app.
func (t T) CrashWords() map[string]any {
	two := func(title, words Text) []string { return []string{t.Say(title), t.Say(words)} }
	return map[string]any{
		"ended":   two(crashEnded, crashEndedText),
		"offline": two(crashOffline, crashOfflineText),
		"missing": two(crashMissing, crashMissingText),
		"broken":  two(crashBroken, crashBrokenText),
		"memory":  two(crashMemory, crashMemoryText),
		"old":     two(crashOld, crashOldText),
		"reload":  t.Say(crashReload), "copy": t.Say(crashCopy), "copied": t.Say(crashCopied), "details": t.Say(crashDetails),
	}
}

var (
	crashEnded     = Text{"The app has stopped", "应用已停止运行"}
	crashEndedText = Text{
		"A fault in the app ended it. Your orders and services go on running, and nothing was signed without your wallet. Reload to go on.",
		"应用遇到错误而停止。你的订单和服务照常运行，未经钱包确认不会签署任何内容。重新加载即可继续。",
	}
	crashOffline     = Text{"The app could not be loaded", "无法加载应用"}
	crashOfflineText = Text{"The connection broke off, or there is none. Check it and reload.", "网络连接中断或不可用。请检查网络后重新加载。"}
	crashMissing     = Text{"The app was not found", "找不到应用文件"}
	crashMissingText = Text{"It may just have been updated. Reload to get the newest version.", "应用可能刚刚更新。重新加载以获取最新版本。"}
	crashBroken      = Text{"The app arrived damaged", "应用文件已损坏"}
	crashBrokenText  = Text{"What this browser has of it is not whole. Reload: it is then fetched anew.", "浏览器中的文件不完整。重新加载将重新获取。"}
	crashMemory      = Text{"Not enough memory for the app", "内存不足，无法运行应用"}
	crashMemoryText  = Text{"Close other tabs or apps and reload.", "请关闭其他标签页或应用后重新加载。"}
	crashOld         = Text{"This browser is too old", "浏览器版本过旧"}
	crashOldText     = Text{"Berth needs a browser with WebAssembly streaming: Chrome, Edge or Firefox, or Safari 15 and later.", "Berth 需要支持 WebAssembly 流式加载的浏览器：Chrome、Edge、Firefox，或 Safari 15 及以上版本。"}
	crashReload      = Text{"Reload", "重新加载"}
	crashCopy        = Text{"Copy details", "复制详情"}
	crashCopied      = Text{"Copied", "已复制"}
	crashDetails     = Text{"Details", "详情"}
)
