/**
 * Texts of a page whose contrast to the ground behind them is less than 4.5, as WCAG 2.2 has it for level AA. Runs in the
 * page. Pictures are left out.
 */
export function findLowContrast(): string[] {
    const channels = (color: string): number[] => (/\(([^)]+)\)/.exec(color)?.[1] ?? "").split(/[ ,/]+/).map(Number);
    const luminance = (color: string): number => {
        const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
            const share = value / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element | null): string => {
        const color = element === null ? "rgb(255, 255, 255)" : getComputedStyle(element).backgroundColor;
        return (channels(color)[3] ?? 1) > 0 ? color : groundOf(element?.parentElement ?? null);
    };
    const hasText = (element: Element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "");
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.closest("svg") === null && hasText(element) && element.getClientRects().length > 0)
        .flatMap((element) => {
            const [text, ground] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
            const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
            return contrast < 4.5 ? [`${contrast.toFixed(2)} ${element.textContent.trim().slice(0, 40)}`] : [];
        });
}
