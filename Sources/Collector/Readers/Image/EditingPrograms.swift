/// Programs that change pictures. A name here says that the file is not as the camera wrote it; it
/// does not say what was changed.
enum EditingPrograms {
    /// The first of them that a text names, ignoring case.
    static func named(in text: String) -> String? {
        let lowered = text.lowercased()
        return names.first { lowered.contains($0.lowercased()) }
    }

    private static let names = [
        "Photoshop", "Lightroom", "Adobe Express", "GIMP", "Snapseed", "PicsArt", "Meitu", "美图",
        "BeautyPlus", "Facetune", "VSCO", "Pixelmator", "Affinity Photo", "Paint.NET",
        "Microsoft Paint", "Windows Photo Editor", "Photo Editor", "PaintShop", "Paint Shop",
        "Photoscape", "Polarr", "Fotor", "Canva", "Picasa", "ACDSee", "Capture One", "FastStone",
        "XnView", "IrfanView", "darktable", "RawTherapee", "ImageMagick", "Luminar", "Topaz",
        "InShot", "B612", "Remini", "醒图", "Wondershare", "Skylum", "DxO",
    ]
}
