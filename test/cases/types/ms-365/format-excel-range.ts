/** The input of `format-excel-range`. */
export type FormatExcelRangeInput = {
  body: {
    /** The unique identifier for an entity. Read-only. */
    id?: string;
    /**
     * The width of all columns within the range. If the column widths aren't uniform, null will be returned.
     * [Simplified from 3 options]
     */
    columnWidth?: number | null;
    /**
     * The horizontal alignment for the specified object. The possible values are: General, Left, Center, Right, Fill,
     * Justify, CenterAcrossSelection, Distributed.
     */
    horizontalAlignment?: string | null;
    /**
     * The height of all rows in the range. If the row heights aren't uniform null will be returned. [Simplified from 3
     * options]
     */
    rowHeight?: number | null;
    /**
     * The vertical alignment for the specified object. The possible values are: Top, Center, Bottom, Justify,
     * Distributed.
     */
    verticalAlignment?: string | null;
    /**
     * Indicates whether Excel wraps the text in the object. A null value indicates that the entire range doesn't have a
     * uniform wrap setting.
     */
    wrapText?: boolean | null;
    /** Collection of border objects that apply to the overall range selected Read-only. */
    borders?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * The HTML color code that represents the color of the border line. Can either be of the form #RRGGBB, for
       * example 'FFA500', or a named HTML color, for example 'orange'.
       */
      color?: string | null;
      /**
       * Indicates the specific side of the border. The possible values are: EdgeTop, EdgeBottom, EdgeLeft, EdgeRight,
       * InsideVertical, InsideHorizontal, DiagonalDown, DiagonalUp. Read-only.
       */
      sideIndex?: string | null;
      /**
       * Indicates the line style for the border. The possible values are: None, Continuous, Dash, DashDot, DashDotDot,
       * Dot, Double, SlantDashDot.
       */
      style?: string | null;
      /** The weight of the border around a range. The possible values are: Hairline, Thin, Medium, Thick. */
      weight?: string | null;
      [key: string]: unknown;
    }[];
    fill?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * HTML color code representing the color of the border line. Can either be of the form #RRGGBB, for example
       * 'FFA500', or be a named HTML color, for example 'orange'.
       */
      color?: string | null;
      [key: string]: unknown;
    };
    font?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /** Inidicates whether the font is bold. */
      bold?: boolean | null;
      /** The HTML color code representation of the text color. For example, #FF0000 represents the color red. */
      color?: string | null;
      /** Inidicates whether the font is italic. */
      italic?: boolean | null;
      /** The font name. For example, 'Calibri'. */
      name?: string | null;
      /** The font size. [Simplified from 3 options] */
      size?: number | null;
      /**
       * The type of underlining applied to the font. The possible values are: None, Single, Double, SingleAccountant,
       * DoubleAccountant.
       */
      underline?: string | null;
      [key: string]: unknown;
    };
    protection?: {
      /** The unique identifier for an entity. Read-only. */
      id?: string;
      /**
       * Indicates whether Excel hides the formula for the cells in the range. A null value indicates that the entire
       * range doesn't have uniform formula hidden setting.
       */
      formulaHidden?: boolean | null;
      /**
       * Indicates whether Excel locks the cells in the object. A null value indicates that the entire range doesn't
       * have uniform lock setting.
       */
      locked?: boolean | null;
      [key: string]: unknown;
    };
    [key: string]: unknown;
  };
  /**
   * Value for the 'driveId' path segment. Pass it under the name 'driveId', not as 'id'. Use the 'id' field of the
   * drive object as returned by Microsoft Graph.
   */
  driveId: string;
  /**
   * Value for the 'driveItemId' path segment. Pass it under the name 'driveItemId', not as 'id'. Use the 'id' field of
   * the drive item object as returned by Microsoft Graph.
   */
  driveItemId: string;
  /**
   * Value for the 'workbookWorksheetId' path segment. Pass it under the name 'workbookWorksheetId', not as 'id'. Use
   * the 'id' field of the workbook worksheet object as returned by Microsoft Graph.
   */
  workbookWorksheetId: string;
  /** Value for the 'address' path segment. */
  address: string;
  /** Include response headers (including ETag) in the response metadata */
  includeHeaders?: boolean;
  /** Exclude the full response body and only return success or failure indication */
  excludeResponse?: boolean;
  /**
   * For destructive operations when the confirm gate is enabled (MS365_MCP_REQUIRE_CONFIRM=true; off by default). Set
   * to true only after the user has explicitly approved this action. When the gate is on, calls without confirm: true
   * return { error: "confirmation_required" } without touching user data.
   */
  confirm?: boolean;
  [key: string]: unknown;
};
